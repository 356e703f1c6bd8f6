package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.sdk.Plugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A plugin program as somebody starts it under a debugger: by hand, with the cookie alone, until they end it. */
final class ProgramByHand implements AutoCloseable {
    private static final String COOKIE = "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4";

    private final Process process;
    private final String socket;

    private ProgramByHand(Process process, String socket) {
        this.process = process;
        this.socket = socket;
    }

    /** Its main: answers what it was configured with. */
    public static void main(String[] words) {
        Plugin.named("greeter")
                .handle("greet", String.class, String.class, (call, name) -> "hello " + name)
                .serve(words);
    }

    static ProgramByHand start() throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProgramByHand.class.getName());
        java.environment().put("MORTISE_PLUGIN", COOKIE);
        java.environment().put("PLUGIN_PROTOCOL_VERSIONS", "1");
        java.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = java.start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null || line.split("\\|").length < 5) {
            process.destroyForcibly();
            throw new IOException("it said " + line + " instead of its handshake line");
        }
        return new ProgramByHand(process, line.split("\\|")[3]);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What is copied from its line onto the command line. */
    String reattach() {
        return """
                {"greeter": {"Protocol": "grpc", "ProtocolVersion": 1, "Pid": %d, "Addr": {"Network": "unix", "String": "%s"}}}"""
                .formatted(pid(), socket);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
