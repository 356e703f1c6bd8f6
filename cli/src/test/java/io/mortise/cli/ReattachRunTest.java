package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code mortise run --allow-reattach}: a program under a debugger in the place of the plugin's own. */
@Timeout(120)
class ReattachRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Thread running = new Thread();

    /** The bundle's own program says no handshake: only a reattached one can serve. */
    @BeforeEach
    void write() throws IOException {
        directory = directory.toRealPath();
        Path plugin = Files.createDirectories(directory.resolve("greeter"));
        Files.writeString(plugin.resolve("greeter.sh"), "#!/bin/sh\nexit 3\n");
        assertThat(plugin.resolve("greeter.sh").toFile().setExecutable(true)).isTrue();
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                """
                name: greeter
                version: 1.0.0
                runtime: grpc
                grpc: { binary: greeter.sh }
                functions: { greet: {} }
                """);
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    private void run(ProgramByHand program) {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        Terminal terminal = new Terminal(stream, stream, false, false, 120, false);
        Shell shell = new Shell(terminal, new ByteArrayInputStream(new byte[0]), directory, Ran.environment());
        running = new Thread(() ->
                Mortise.run(shell, "run", "--no-watch", "--grant-as-declared", "--allow-reattach", program.reattach()));
        running.start();
        await().atMost(PATIENCE).until(() -> out.toString(UTF_8).contains("greeter"));
    }

    @Test
    void aReattachedProgram_isCalled_saidInTheStatus_andOutlivesTheManager() throws Exception {
        try (ProgramByHand program = ProgramByHand.start()) {
            run(program);

            assertThat(Ran.mortise(directory, "call", "greeter", "greet", "--text", "\"Ada\"")
                            .out())
                    .isEqualTo("\"hello Ada\"");
            assertThat(Ran.mortise(directory, "status", "greeter").out())
                    .contains("reattached: process " + program.pid()
                            + " was started by somebody else; no sandbox, no TLS, no secrets; for development only");

            stop();
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void aSecretOfItsConfiguration_isNotSent_butTheKeyIsNamed() throws Exception {
        Files.writeString(directory.resolve("mortise.yaml"), "config: { greeter: { token: { env: PATH } } }\n");
        try (ProgramByHand program = ProgramByHand.start()) {
            run(program);

            Ran call = Ran.mortise(directory, "call", "greeter", "greet", "--text", "\"Ada\"");
            assertThat(call.exit()).isEqualTo(5);
            assertThat(call.err()).contains("config /token comes from a secret, and a reattached program gets none");

            assertThat(Ran.mortise(directory, "config", "greeter", "token=for-development")
                            .exit())
                    .isZero();
            assertThat(Ran.mortise(directory, "call", "greeter", "greet", "--text", "\"Ada\"")
                            .out())
                    .isEqualTo("\"hello Ada\"");
        }
    }

    @Test
    void whatIsNoReattachConfiguration_isRefused() {
        Ran ran = Ran.mortise(directory, "run", "--allow-reattach", "{\"greeter\": {\"Protocol\": \"netrpc\"}}");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("run --allow-reattach", "netrpc", "[BAD_INPUT]");
    }
}
