package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one call, and all calls together, may use. Effective values: settings, manifest and defaults already met.
 *
 * @param timeout of a call that brings no shorter deadline, and of background host calls
 * @param startTimeout of load and start together
 * @param memoryBytes of one guest instance (wasm); of the process where the sandbox can hold it (grpc)
 * @param payloadBytes of one input, of one output, of one chunk
 * @param concurrency calls inside at once; one more waits
 * @param waitTimeout for a place, within the call's own deadline
 */
public record Limits(
        Duration timeout,
        Duration startTimeout,
        long memoryBytes,
        long payloadBytes,
        int concurrency,
        Duration waitTimeout) {
    /** 30 s, 30 s, 64 MiB, 1 MiB, 8 calls, 5 s. */
    public static final Limits WASM =
            new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 64L << 20, 1L << 20, 8, Duration.ofSeconds(5));

    /** The same with 64 calls. */
    public static final Limits GRPC = WASM.withConcurrency(64);

    public Limits {
        requireNonNull(timeout, "timeout");
        requireNonNull(startTimeout, "startTimeout");
        requireNonNull(waitTimeout, "waitTimeout");
    }

    /** Our defaults for a runtime. */
    public static Limits of(RuntimeKind runtime) {
        return runtime == RuntimeKind.WASM ? WASM : GRPC;
    }

    public Limits withTimeout(Duration value) {
        return new Limits(value, startTimeout, memoryBytes, payloadBytes, concurrency, waitTimeout);
    }

    public Limits withStartTimeout(Duration value) {
        return new Limits(timeout, value, memoryBytes, payloadBytes, concurrency, waitTimeout);
    }

    public Limits withMemoryBytes(long value) {
        return new Limits(timeout, startTimeout, value, payloadBytes, concurrency, waitTimeout);
    }

    public Limits withPayloadBytes(long value) {
        return new Limits(timeout, startTimeout, memoryBytes, value, concurrency, waitTimeout);
    }

    public Limits withConcurrency(int value) {
        return new Limits(timeout, startTimeout, memoryBytes, payloadBytes, value, waitTimeout);
    }

    public Limits withWaitTimeout(Duration value) {
        return new Limits(timeout, startTimeout, memoryBytes, payloadBytes, concurrency, value);
    }
}
