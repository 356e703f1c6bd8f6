package io.mortise.sdk;

import io.grpc.ManagedChannel;
import io.mortise.proto.MagicCookie;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@link TestPlugin} in a process of its own. */
final class SpawnedPlugin implements AutoCloseable {
    final Process process;
    private final BufferedReader stdout;
    private final BlockingQueue<String> stderr = new LinkedBlockingQueue<>();
    private final WireTransport transport = WireTransport.open("spawned", 1);
    private Optional<ManagedChannel> channel = Optional.empty();

    SpawnedPlugin(Map<String, String> environment, String... arguments) throws IOException {
        this(List.of(), environment, arguments);
    }

    /** @param launcher words before the java command */
    SpawnedPlugin(List<String> launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // As our own host does: these JVMs warn on stderr of what Netty does.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                TestPlugin.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PLUGIN_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        process = builder.start();
        stdout = process.inputReader(StandardCharsets.UTF_8);
        var reader = new Thread(this::readErrors, "spawned-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /** What a host sets at the least. */
    static Map<String, String> environment(Path sockets) {
        return Map.of(
                MagicCookie.KEY,
                MagicCookie.VALUE,
                WireEnvironment.PROTOCOL_VERSIONS,
                "1",
                WireEnvironment.UNIX_SOCKET_DIR,
                sockets.toString());
    }

    /** The first line of stdout; "null" when it ended without one. */
    String line() throws IOException {
        return String.valueOf(stdout.readLine());
    }

    ManagedChannel connect() throws IOException {
        ManagedChannel open = transport
                .channelTo(Handshake.parse(line()).endpoint(), Optional.empty())
                .build();
        channel = Optional.of(open);
        return open;
    }

    void call(String function, String payload) {
        PluginGrpc.newBlockingStub(channel.orElseThrow())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .call(HostedPlugin.request(function, payload));
    }

    void shutdown() {
        var unused = GRPCControllerGrpc.newBlockingStub(channel.orElseThrow())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .shutdown(Empty.getDefaultInstance());
    }

    /** The next line of stderr. */
    String errorLine() throws InterruptedException {
        return String.valueOf(stderr.poll(20, TimeUnit.SECONDS));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " still runs");
        }
        return process.exitValue();
    }

    private void readErrors() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(stderr::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            stderr.add("end: " + e);
        }
    }

    @Override
    public void close() {
        channel.ifPresent(ManagedChannel::shutdownNow);
        process.destroyForcibly();
        transport.close();
    }
}
