package io.mortise.grpc;

import io.mortise.api.RunnerFactory.Probe;
import io.mortise.api.Sandbox;
import io.mortise.grpc.internal.process.Bubblewrap;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.Platform;
import io.mortise.grpc.internal.process.SandboxLevels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine has for processes, for {@code mortise doctor}. */
final class MachineProbes {
    private MachineProbes() {}

    static List<Probe> of(SandboxLevels levels) {
        Launchers launchers = levels.launchers();
        Stream<Probe> tools = launchers.wanted().stream().map(name -> tool(launchers, name));
        Platform platform = Platform.current();
        return Stream.concat(
                        tools,
                        Stream.of(
                                full(levels),
                                new Probe("native sockets", platform.os().equals("linux"), platform.key(), "")))
                .toList();
    }

    private static Probe tool(Launchers launchers, String name) {
        Optional<Path> found = Optional.ofNullable(launchers.found().get(name));
        return new Probe(
                name,
                found.isPresent(),
                found.map(Path::toString).orElse("missing"),
                found.isPresent() ? "" : "install util-linux and coreutils, owned by root");
    }

    private static Probe full(SandboxLevels levels) {
        Bubblewrap trial = levels.full();
        return new Probe(
                "sandbox " + Sandbox.FULL.text(),
                trial.works(),
                trial.refusal().orElse("bubblewrap was tried and works"),
                trial.works() ? "" : "install bubblewrap where user namespaces are allowed; processes get limited");
    }
}
