package io.mortise.api.error;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Subject;
import io.mortise.api.host.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The only exception the public API throws for a plugin's doing. Its message is one line: subject, what was tried,
 * expected against actual, remedy, {@code [CODE]}.
 */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final String subject;
    private final String text;
    private final transient Detail detail;

    private PluginException(Failure failure, String subject, String text, Detail detail, @Nullable Throwable cause) {
        super(subject + ": " + text + " [" + failure + ']', cause);
        this.failure = failure;
        this.subject = subject;
        this.text = text;
        this.detail = detail;
    }

    /**
     * @param subject a {@link Subject}, a plugin's name or a file
     * @param text what was tried, expected against actual, remedy; no subject, no code
     */
    public static PluginException of(Failure failure, Object subject, String text, Detail detail) {
        return new PluginException(
                requireNonNull(failure, "failure"),
                subject.toString(),
                requireNonNull(text, "text"),
                requireNonNull(detail, "detail"),
                null);
    }

    public static PluginException of(Failure failure, Object subject, String text) {
        return of(failure, subject, text, Detail.NONE);
    }

    /** The same failure with what caused it, for logs. */
    public PluginException causedBy(Throwable cause) {
        return new PluginException(failure, subject, text, detail, cause);
    }

    /** The same failure told of another subject: of a later generation, or of a caller. */
    public PluginException about(Object other) {
        return new PluginException(failure, other.toString(), text, detail, getCause());
    }

    public Failure failure() {
        return failure;
    }

    /** {@code name@version#generation}, or less where less is known. */
    public String subject() {
        return subject;
    }

    /** The message without subject and code. */
    public String text() {
        return text;
    }

    /** The operator's view. */
    public Detail detail() {
        return detail == null ? Detail.NONE : detail;
    }

    /** The gRPC status it travels as; the guest's own for REJECTED. */
    public StatusCode code() {
        return detail instanceof Detail.Rejection rejection ? rejection.code() : failure.status();
    }

    /** One sentence that may be shown to a chat user: the guest's own for REJECTED, else a neutral one. */
    public String userText() {
        if (detail instanceof Detail.Rejection rejection) {
            return rejection.message();
        }
        if (failure == Failure.BAD_INPUT) {
            return text;
        }
        return failure.isRetryable() ? "this is not available right now" : "this did not work";
    }
}
