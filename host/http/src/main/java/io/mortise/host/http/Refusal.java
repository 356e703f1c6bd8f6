package io.mortise.host.http;

import io.mortise.api.error.Detail.Denial;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the guard says no: which hop, which rule, and the line that would allow it where one can. */
record Refusal(Hop hop, String plugin, List<Permission.Http> granted) {
    /** No grant could allow it. */
    HostFailure because(String rule) {
        return failure(rule, Optional.empty());
    }

    /** @param value of {@code http=} on the command line; made of hosts and networks only, so safe to copy */
    HostFailure because(String rule, String value) {
        return failure(rule, Optional.of("http=" + value));
    }

    private HostFailure failure(String rule, Optional<String> permission) {
        String command =
                permission.map(text -> "mortise grant " + plugin + ' ' + text).orElse("");
        String message = hop.shown() + ": " + rule + (command.isEmpty() ? "" : "; " + command);
        String given = granted.stream().map(Permission::text).sorted().collect(Collectors.joining(", "));
        return new HostFailure(
                StatusCode.PERMISSION_DENIED,
                message,
                new Denial(
                        permission.orElse("http"),
                        hop.method() + ' ' + hop.url().host(),
                        given,
                        command));
    }
}
