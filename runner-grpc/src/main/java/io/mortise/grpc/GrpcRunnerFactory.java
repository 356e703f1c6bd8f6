package io.mortise.grpc;

import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.Platform;
import io.mortise.grpc.internal.wire.GoPluginHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes runners whose guests are processes. All of one factory share two event loops and the thread that starts
 * processes; nothing is started before the first runner is made.
 */
public final class GrpcRunnerFactory implements RunnerFactory {
    private final Object lock = new Object();
    private Optional<GoPluginHost> shared = Optional.empty();

    /** For {@link java.util.ServiceLoader}. */
    public GrpcRunnerFactory() {}

    @Override
    public RuntimeKind runtime() {
        return RuntimeKind.GRPC;
    }

    /** The first one for a run directory also ends what a killed host left in it. */
    @Override
    public Runner create(RunnerEnvironment environment) {
        GoPluginHost host = shared();
        host.sweepOnce(environment.run());
        return new GrpcRunner(host, environment);
    }

    /**
     * {@code full} stays {@code full}, and a start with it is refused by name until it is built: an operator who demands
     * it is not given less in silence.
     */
    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return wanted == Sandbox.FULL ? Sandbox.FULL : Launchers.find().level(wanted);
    }

    @Override
    public List<Probe> probe() {
        Launchers launchers = Launchers.find();
        Stream<Probe> tools = launchers.wanted().stream()
                .map(name -> new Probe(
                        name,
                        launchers.has(name),
                        Optional.ofNullable(launchers.found().get(name))
                                .map(Path::toString)
                                .orElse("missing"),
                        launchers.has(name) ? "" : "install util-linux and coreutils, owned by root"));
        Probe sockets =
                new Probe("native sockets", isLinux(), Platform.current().key(), "");
        return Stream.concat(tools, Stream.of(sockets)).toList();
    }

    private static boolean isLinux() {
        return Platform.current().os().equals("linux");
    }

    private GoPluginHost shared() {
        synchronized (lock) {
            if (shared.isEmpty()) {
                shared = Optional.of(new GoPluginHost());
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
