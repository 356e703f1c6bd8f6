package io.mortise.manager.internal.gate;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Subject;
import io.mortise.manager.internal.grant.Verdict;
import java.time.Duration;

/**
 * Whose gate it is.
 *
 * @param identity as {@link io.mortise.api.Origin#identityOf}
 * @param granted the verdict that let this generation start
 * @param background how long background host calls may take: {@code limits.timeout}
 * @param config UTF-8 JSON object, as the guest gets it
 */
public record GatePlan(Subject subject, String identity, Verdict.Granted granted, Duration background, byte[] config) {
    public GatePlan {
        requireNonNull(subject, "subject");
        requireNonNull(identity, "identity");
        requireNonNull(granted, "granted");
        requireNonNull(background, "background");
        requireNonNull(config, "config");
    }
}
