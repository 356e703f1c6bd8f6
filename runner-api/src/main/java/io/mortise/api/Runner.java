package io.mortise.api;

import io.mortise.api.host.HostApi;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Runs one bundle. Made by a {@link RunnerFactory}, used by one generation, never reused: load, start, any number of
 * calls and probes from any thread, stop. Every verb fails with {@link io.mortise.api.error.PluginException} only.
 */
public interface Runner extends AutoCloseable {
    /** Verifies, parses, compiles or unpacks. No guest code runs here, on either runtime. BAD_MODULE, BAD_BUNDLE. */
    PluginDescriptor load(PluginBundle bundle);

    /** Instantiates or spawns; after it returns, calls work. START_FAILED, GUEST_TRAPPED, GUEST_CRASHED, DEADLINE_PASSED. */
    StartReport start(PluginConfig config, HostApi host);

    /**
     * Blocking, on the caller's thread; honours deadline and cancellation, waits for a place as {@link Limits} says.
     * An interrupt of the thread counts as cancellation; the flag stays set.
     */
    CallResult call(Call call);

    /** Asks the guest how it is; never waits behind calls. NOT_HEALTHY is an answer, not an exception. */
    HealthStatus health(Deadline deadline);

    /**
     * How the guest runs now, where that can change after load: {@code compiled}, {@code compiled (cache)},
     * {@code interpreted, compiling}, {@code interpreted: } and why. Empty = as {@link PluginDescriptor#engine} said.
     */
    default Optional<String> engine() {
        return Optional.empty();
    }

    /** Idempotent, any thread; after it returns nothing of the guest is alive. */
    void stop(Duration grace);

    /** As {@link #call}, on {@code executor}; a runner that can do without a blocked thread does. */
    default CompletionStage<CallResult> callAsync(Call call, Executor executor) {
        return CompletableFuture.supplyAsync(() -> call(call), executor);
    }

    @Override
    default void close() {
        stop(Duration.ZERO);
    }
}
