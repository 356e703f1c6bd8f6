package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.SandboxLevels;
import io.mortise.grpc.internal.wire.GoPluginHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes runners whose guests are processes. All of one factory share two event loops and the thread that starts
 * processes; nothing is started before the first runner is made.
 */
public final class GrpcRunnerFactory implements RunnerFactory {
    private final Object lock = new Object();
    private final SandboxLevels levels = new SandboxLevels(Launchers.find());
    private final Map<String, GoPluginReattach> attached;
    private Optional<GoPluginHost> shared = Optional.empty();

    /** For {@link java.util.ServiceLoader}. */
    public GrpcRunnerFactory() {
        this(Map.of());
    }

    private GrpcRunnerFactory(Map<String, GoPluginReattach> attached) {
        this.attached = Map.copyOf(attached);
    }

    /**
     * For development: these plugins are not started but connected to, where somebody runs them under a debugger. Without
     * sandbox, TLS and secrets, and said so in their status; a program serves one generation, then it is started anew by
     * whoever started it.
     *
     * @param programs by plugin name
     */
    public static GrpcRunnerFactory reattaching(Map<String, GoPluginReattach> programs) {
        return new GrpcRunnerFactory(programs);
    }

    @Override
    public RuntimeKind runtime() {
        return RuntimeKind.GRPC;
    }

    /** The first one for a run directory also ends what a killed host left in it. */
    @Override
    public Runner create(RunnerEnvironment environment) {
        GoPluginHost host = shared();
        host.sweepOnce(environment.run());
        return new GrpcRunner(host, environment, attached);
    }

    /** {@code full} only where bubblewrap was tried and works; its trial runs at the first question. */
    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return levels.level(wanted);
    }

    @Override
    public List<Probe> probe() {
        return MachineProbes.of(levels);
    }

    /**
     * For {@code io.grpc.Channel}: a channel over the slot of a program with {@code protocol: raw}. Absent for the other
     * protocols, whose calls the manager makes.
     */
    @Override
    public <T> Optional<T> view(Class<T> type, Supplier<RunnerLease> leases) {
        if (type != Channel.class) {
            return Optional.empty();
        }
        try (RunnerLease lease = leases.get()) {
            boolean raw = lease.runner() instanceof GrpcRunner runner && runner.isRaw();
            return raw ? Optional.of(type.cast(new SlotChannel(leases))) : Optional.empty();
        }
    }

    private GoPluginHost shared() {
        synchronized (lock) {
            if (shared.isEmpty()) {
                shared = Optional.of(new GoPluginHost(levels));
            }
            return shared.get();
        }
    }

    @Override
    public void close() {
        Optional<GoPluginHost> open;
        synchronized (lock) {
            open = shared;
            shared = Optional.empty();
        }
        open.ifPresent(GoPluginHost::close);
    }
}
