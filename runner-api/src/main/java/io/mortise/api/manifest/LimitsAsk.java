package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The {@code limits} of a manifest, a settings entry or a grant: what is absent is not asked for. */
public record LimitsAsk(
        Optional<Duration> timeout,
        Optional<Duration> startTimeout,
        OptionalLong memoryBytes,
        OptionalLong payloadBytes,
        OptionalInt concurrency,
        Optional<Duration> waitTimeout) {
    public static final LimitsAsk NONE = new LimitsAsk(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty());

    public LimitsAsk {
        requireNonNull(timeout, "timeout");
        requireNonNull(startTimeout, "startTimeout");
        requireNonNull(memoryBytes, "memoryBytes");
        requireNonNull(payloadBytes, "payloadBytes");
        requireNonNull(concurrency, "concurrency");
        requireNonNull(waitTimeout, "waitTimeout");
    }
}
