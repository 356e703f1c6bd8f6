package io.mortise.cli.link;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.OperatorDesk;

/** Ends a command with a failure: what a manager answered under {@code error}, or what the command found itself. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient View error;

    public Refusal(View error) {
        super(error.text("message"));
        this.error = error;
    }

    public static Refusal of(PluginException failure) {
        return new Refusal(View.parse(OperatorDesk.error(failure)).view("error"));
    }

    /** One of the command's own, worded as a manager would. */
    public static Refusal of(Failure failure, Object subject, String text) {
        return of(PluginException.of(failure, subject, text));
    }

    /** The operator's view: code, subject, text, message, detail. */
    public View error() {
        return error;
    }

    /** What the command ends with. */
    public int exit() {
        return (int) error.number("exit");
    }
}
