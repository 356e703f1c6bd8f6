package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * Where a runner may work and whom it tells.
 *
 * @param cache for compiled code, 0700; shared by all plugins of this home
 * @param run for sockets and processes of this manager's life, 0700
 * @param calls the manager's bounded executor for async completions and background work
 * @param memory what guests that live in this JVM are charged to before they are given memory
 */
public record RunnerEnvironment(Path cache, Path run, Executor calls, RunnerListener listener, MemoryBudget memory) {
    public RunnerEnvironment {
        requireNonNull(cache, "cache");
        requireNonNull(run, "run");
        requireNonNull(calls, "calls");
        requireNonNull(listener, "listener");
        requireNonNull(memory, "memory");
    }

    /** Without a bound on memory. */
    public RunnerEnvironment(Path cache, Path run, Executor calls, RunnerListener listener) {
        this(cache, run, calls, listener, MemoryBudget.UNBOUNDED);
    }
}
