package io.mortise.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the runners of one runtime. Found by {@link java.util.ServiceLoader} or set on the manager's builder. */
public interface RunnerFactory extends AutoCloseable {
    RuntimeKind runtime();

    /** A runner for one generation. */
    Runner create(RunnerEnvironment environment);

    /** The level a guest would really get on this machine when {@code wanted} is asked for: the same or a weaker one. */
    Sandbox sandbox(Sandbox wanted);

    /** What this machine has and lacks for this runtime. Runs no guest code. */
    List<Probe> probe();

    /**
     * A view of a slot in this runtime's own terms, such as a gRPC channel; it stays valid across reloads because each
     * use takes a lease of its own.
     */
    default <T> Optional<T> view(Class<T> type, Supplier<RunnerLease> leases) {
        return Optional.empty();
    }

    /** Ends what all runners of this factory share; every runner is stopped before. */
    @Override
    void close();

    /** One thing looked for on this machine; {@code remedy} says how to get it, empty when present. */
    record Probe(String name, boolean present, String found, String remedy) {}

    /** The live generation's runner; it stays started until the lease is closed. */
    interface RunnerLease extends AutoCloseable {
        Runner runner();

        @Override
        void close();
    }
}
