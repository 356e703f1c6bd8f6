package io.mortise.manager.internal.grant;

import java.util.Optional;

/** An entry on one line, for the decision log: its parts and what was taken back; no value of a variable. */
final class GrantLine {
    private GrantLine() {}

    static String of(Optional<Grant> entry) {
        return entry.map(GrantLine::of).orElse("");
    }

    private static String of(Grant grant) {
        String given = AskText.line(grant.given());
        String taken = grant.taken().everything()
                ? "all"
                : AskText.line(Ask.NOTHING.withPermissions(grant.taken().permissions()));
        String origin = "origin=" + grant.origin();
        return origin + (given.isEmpty() ? "" : ' ' + given) + (taken.isEmpty() ? "" : " denied: " + taken);
    }
}
