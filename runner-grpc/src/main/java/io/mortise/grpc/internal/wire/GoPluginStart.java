package io.mortise.grpc.internal.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
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
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One start of one program, from nothing to a connection that was tried; whatever fails leaves nothing behind. */
final class GoPluginStart {
    private static final int REPORTED_LINES = 20;
    private static final int MAX_METADATA_BYTES = 1 << 20;

    private final GoPluginHost host;
    private final GoPluginLaunch launch;
    private final Consumer<LogLine> log;
    private final Deadline deadline;
    private final WireIdentity identity = WireIdentity.create();

    GoPluginStart(GoPluginHost host, GoPluginLaunch launch, Consumer<LogLine> log, Deadline deadline) {
        this.host = host;
        this.launch = launch;
        this.log = log;
        this.deadline = deadline;
    }

    GoPluginProcess run() throws InterruptedException {
        RunEntry entry = RunEntry.create(launch.run());
        boolean connected = false;
        try {
            PluginChild child = spawn(entry);
            try {
                GoPluginProcess process = connect(child, entry);
                connected = true;
                return process;
            } catch (NotStarted e) {
                child.killNow();
                throw e.withLastLines(child.output().lastLines().last(REPORTED_LINES));
            } finally {
                if (!connected) {
                    child.killNow();
                }
            }
        } finally {
            if (!connected) {
                entry.close();
            }
        }
    }

    private PluginChild spawn(RunEntry entry) throws InterruptedException {
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
            throw timeout("a started process", "the machine was still starting it");
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

    private GoPluginProcess connect(PluginChild child, RunEntry entry) throws InterruptedException {
        String line = new HandshakeWait(child).await(deadline);
        Handshake handshake = new HandshakeRules(
                        launch.handshaking().versions(), launch.allowPlaintext(), entry.sockets())
                .accept(line, child);
        record(child, entry);
        Optional<PinnedPeer> peer = handshake.certificate().map(this::pin);
        Optional<SslContext> tls = peer.map(PinnedPeer::client);
        ManagedChannel channel = host.transport()
                .channelTo(handshake.endpoint(), tls)
                .directExecutor()
                .maxInboundMessageSize(launch.maxMessageBytes())
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .build();
        // calls that wait must not wait for a timeout when the process is gone
        child.whenExited(channel::shutdownNow);
        boolean proven = false;
        try {
            new ConnectionProbe(channel, child).await(deadline);
            proven = true;
        } finally {
            if (!proven) {
                channel.shutdownNow();
            }
        }
        return GoPluginProcess.open(
                new GoPluginProcess.Parts(child, entry, channel, handshake, peer, launch, host.transport()));
    }

    private PinnedPeer pin(byte[] der) {
        try {
            return new PinnedPeer(identity, WireIdentity.parseDer(der));
        } catch (CertificateException e) {
            throw NotStarted.of(
                            StartProblem.TLS_REFUSED,
                            "an X.509 certificate in field 6",
                            "no certificate",
                            "rebuild the plugin")
                    .causedBy(e);
        }
    }

    private static void record(PluginChild child, RunEntry entry) {
        try {
            var identity = ProcessIdentity.of(child.pid());
            if (identity.isPresent()) {
                entry.record(identity.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NotStarted timeout(String expected, String actual) {
        return NotStarted.of(
                StartProblem.TIMEOUT,
                expected + " within " + CallErrors.duration(deadline.limit()),
                actual,
                "raise limits.start_timeout");
    }

    /** Our identity and the plugin's certificate: each end accepts exactly the other. */
    record PinnedPeer(WireIdentity own, X509Certificate peer) {
        SslContext client() {
            return PinnedTls.client(own, peer);
        }

        SslContext server() {
            return PinnedTls.server(own, peer);
        }
    }
}
