package io.mortise.manager.internal.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something an operator decided.
 *
 * @param by a user's name, {@code builder}, {@code grants.yaml}, {@code policy}
 * @param what {@code grant}, {@code deny}, {@code purge}, {@code settings}, {@code disable}, {@code rollback}, …
 * @param subject a plugin's name, or a file
 * @param before and {@code after}: what counted then and what counts now; never a secret
 * @param bundle hash of the bundle it was about; empty when about none
 */
public record Decision(Instant at, String by, String what, String subject, String before, String after, String bundle) {
    public Decision {
        requireNonNull(at, "at");
        requireNonNull(by, "by");
        requireNonNull(what, "what");
        requireNonNull(subject, "subject");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(bundle, "bundle");
    }
}
