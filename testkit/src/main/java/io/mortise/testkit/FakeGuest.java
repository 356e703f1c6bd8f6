package io.mortise.testkit;

import io.mortise.api.Call;
import io.mortise.api.HealthStatus;
import io.mortise.api.host.HostApi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What a fake plugin does, as lambdas. The key a {@link FakeRunnerFactory} finds it by is the text of the file {@code
 * guest} in the bundle, so that a changed file is a changed plugin.
 */
public final class FakeGuest {
    private final Map<String, BiFunction<Call, HostApi, byte[]>> functions = new ConcurrentHashMap<>();
    private volatile Optional<RuntimeException> startFailure = Optional.empty();
    private volatile long heldBytes;
    private volatile HealthStatus health = new HealthStatus(true, "fine", Duration.ZERO);

    /** Echoes under {@code echo}. */
    public static FakeGuest echo() {
        return new FakeGuest().on("echo", (call, host) -> call.payload());
    }

    /** Handles a function. */
    public FakeGuest on(String function, BiFunction<Call, HostApi, byte[]> body) {
        functions.put(function, body);
        return this;
    }

    /** Start fails with this. */
    public FakeGuest failingStart(RuntimeException with) {
        startFailure = Optional.of(with);
        return this;
    }

    /** Each of its generations holds so much of the host's memory while it lives. Standard: none. */
    public FakeGuest holding(long bytes) {
        heldBytes = bytes;
        return this;
    }

    /** Every probe says this from now on. */
    public FakeGuest failingProbe(String message) {
        health = new HealthStatus(false, message, Duration.ZERO);
        return this;
    }

    /** Every probe is well from now on. */
    public FakeGuest healthy() {
        health = new HealthStatus(true, "fine", Duration.ZERO);
        return this;
    }

    long heldBytes() {
        return heldBytes;
    }

    Map<String, BiFunction<Call, HostApi, byte[]>> functions() {
        return functions;
    }

    Optional<RuntimeException> startFailure() {
        return startFailure;
    }

    HealthStatus health() {
        return health;
    }
}
