package io.mortise.manager.internal.gate;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.ForeignText;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.grant.GrantCommand;
import java.util.List;

/** Words a refusal: what was wanted, what is given, and the exact command that would give it. */
final class Denials {
    private Denials() {}

    /**
     * @param target what the guest named; foreign text
     * @param part {@code permission=value} as an operator would grant it
     * @param granted what of that permission is given; empty = nothing
     */
    static HostFailure denied(PluginId plugin, HostOperation operation, String target, String part, String granted) {
        String command = GrantCommand.of(plugin, List.of(part));
        String what = target.isEmpty() ? operation.text() : operation.text() + ' ' + ForeignText.quote(target);
        String has = granted.isEmpty() ? "none" : granted;
        return new HostFailure(
                StatusCode.PERMISSION_DENIED,
                what + " is not granted (granted: " + has + "); " + command,
                new Detail.Denial(part, ForeignText.clean(target, ForeignText.MAX), granted, command));
    }

    /** Refused whatever is granted: no command would help. */
    static HostFailure never(HostOperation operation, String why) {
        return new HostFailure(
                StatusCode.PERMISSION_DENIED,
                operation.text() + ": " + why,
                new Detail.Denial(operation.permission(), "", "", ""));
    }

    /** The command of a denial; empty when there is none. */
    static String command(HostFailure failure) {
        return failure.detail() instanceof Detail.Denial denial ? denial.command() : "";
    }
}
