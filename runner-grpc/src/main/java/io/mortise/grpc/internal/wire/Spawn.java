package io.mortise.grpc.internal.wire;

import io.mortise.api.Deadline;
import io.mortise.api.Sandbox;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.output.ProcessOutput;
import io.mortise.grpc.internal.process.ChildEnvironment;
import io.mortise.grpc.internal.process.Confinement;
import io.mortise.grpc.internal.process.FullView;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The process of one start: its environment, its launchers, and who reads what it writes. */
record Spawn(GoPluginHost host, GoPluginLaunch launch, WireIdentity identity) {
    /** At level {@code full} it is the sandbox's own, bounded, and gone with it. */
    private static final Path OWN_TEMPORARY = Path.of("/tmp");

    /** @throws NotStarted NOT_EXECUTABLE, SANDBOX, TIMEOUT */
    PluginChild run(RunEntry entry, Consumer<LogLine> log, Deadline deadline) throws InterruptedException {
        Launchers.Launch wrapped = wrap(entry);
        ProcessBuilder builder =
                new ProcessBuilder(wrapped.words()).directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(wrapped.environment());
        try {
            Process process = host.launchThread().launch(builder, deadline);
            ProcessOutput output = ProcessOutput.begin(process, launch.threadPrefix(), log);
            return PluginChild.watch(process, output, launch.confinement().level(), launch.threadPrefix());
        } catch (IOException e) {
            throw NotStarted.of(
                            StartProblem.NOT_EXECUTABLE,
                            "a program this machine can execute",
                            ForeignText.clean(String.valueOf(e.getMessage()), ForeignText.MAX),
                            "check the file's format, mode and interpreter")
                    .causedBy(e);
        } catch (TimeoutException e) {
            throw NotStarted.of(
                    StartProblem.TIMEOUT,
                    "a started process within " + CallErrors.duration(deadline.limit()),
                    "the machine was still starting it",
                    "raise limits.start_timeout");
        }
    }

    private Launchers.Launch wrap(RunEntry entry) {
        Confinement confinement = launch.confinement();
        Optional<String> refusal = confinement.isFull() ? host.levels().full().refusal() : Optional.empty();
        if (refusal.isPresent()) {
            throw sandbox(confinement.level(), refusal.get());
        }
        try {
            var view = new FullView(launch.directory(), entry.sockets(), confinement.mounts());
            return host.levels().launchers().wrap(confinement, host.limits(), view, environment(entry), launch.words());
        } catch (IllegalArgumentException e) {
            throw sandbox(confinement.level(), String.valueOf(e.getMessage()));
        }
    }

    private static NotStarted sandbox(Sandbox wanted, String why) {
        return NotStarted.of(
                StartProblem.SANDBOX,
                "sandbox level " + wanted.text(),
                why,
                wanted == Sandbox.FULL
                        ? "install bubblewrap where user namespaces are allowed, or set sandbox.level: limited"
                        : "install util-linux and coreutils, or set sandbox.level: none");
    }

    private Map<String, String> environment(RunEntry entry) {
        boolean full = launch.confinement().isFull();
        Path temporary = full ? OWN_TEMPORARY : entry.temporary();
        Map<String, String> all = ChildEnvironment.of(System.getenv(), launch.manifestEnvironment(), temporary);
        GoPluginLaunch.Handshaking handshaking = launch.handshaking();
        all.put(handshaking.cookieKey(), handshaking.cookieValue());
        all.put(
                WireEnvironment.PROTOCOL_VERSIONS,
                String.join(
                        ",",
                        handshaking.versions().stream().map(String::valueOf).toList()));
        all.put(WireEnvironment.MIN_PORT, "10000"); // go-plugin's own range
        all.put(WireEnvironment.MAX_PORT, "25000");
        if (launch.tls() != GoPluginLaunch.Tls.OFF) {
            all.put(WireEnvironment.CLIENT_CERT, identity.pem());
        }
        all.put(WireEnvironment.UNIX_SOCKET_DIR, entry.sockets().toString());
        if (full && !launch.manifestEnvironment().containsKey("HOME")) {
            all.put("HOME", OWN_TEMPORARY.toString()); // the user's is not there
        }
        all.put(
                WireEnvironment.MORTISE_HOST_PID,
                String.valueOf(ProcessHandle.current().pid()));
        return all;
    }
}
