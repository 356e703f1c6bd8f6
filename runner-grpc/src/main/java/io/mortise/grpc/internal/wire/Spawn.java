package io.mortise.grpc.internal.wire;

import io.mortise.api.Deadline;
import io.mortise.api.Sandbox;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.output.ProcessOutput;
import io.mortise.grpc.internal.process.ChildEnvironment;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The process of one start: its environment, its launchers, and who reads what it writes. */
record Spawn(GoPluginHost host, GoPluginLaunch launch, WireIdentity identity) {
    /** @throws NotStarted NOT_EXECUTABLE, SANDBOX, TIMEOUT */
    PluginChild run(RunEntry entry, Consumer<LogLine> log, Deadline deadline) throws InterruptedException {
        Launchers.Launch wrapped = wrap(environment(entry));
        ProcessBuilder builder =
                new ProcessBuilder(wrapped.words()).directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(wrapped.environment());
        try {
            Process process = host.launchThread().launch(builder, deadline);
            ProcessOutput output = ProcessOutput.begin(process, launch.threadPrefix(), log);
            boolean ownSession = launch.sandbox() != Sandbox.NONE;
            return PluginChild.watch(process, output, ownSession, launch.threadPrefix());
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

    private Launchers.Launch wrap(Map<String, String> environment) {
        try {
            return host.launchers().wrap(launch.sandbox(), host.limits(), environment, launch.words());
        } catch (IllegalArgumentException e) {
            throw NotStarted.of(
                    StartProblem.SANDBOX,
                    "sandbox level " + launch.sandbox().text(),
                    String.valueOf(e.getMessage()),
                    "install util-linux and coreutils, or set sandbox.level: none");
        }
    }

    private Map<String, String> environment(RunEntry entry) {
        Path temporary = entry.sockets().resolve("t");
        try {
            Files.createDirectory(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        all.put(WireEnvironment.CLIENT_CERT, identity.pem());
        all.put(WireEnvironment.UNIX_SOCKET_DIR, entry.sockets().toString());
        all.put(
                WireEnvironment.MORTISE_HOST_PID,
                String.valueOf(ProcessHandle.current().pid()));
        return all;
    }
}
