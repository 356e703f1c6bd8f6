package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mortise run} in one thread, commands in another. */
class RunTest {
    private static final Path HELLO =
            Path.of("../examples/plugins/hello-wasm").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger exit = new AtomicInteger(-1);
    private Thread running = new Thread();

    @BeforeEach
    void copy() throws IOException {
        directory = directory.toRealPath();
        plugin("hello-wasm", "");
        plugin("wants", "permissions: { kv: {} }\n");
    }

    private void plugin(String name, String more) throws IOException {
        Path plugin = Files.createDirectories(directory.resolve(name));
        Files.copy(HELLO.resolve("plugin.wasm"), plugin.resolve("plugin.wasm"));
        String manifest = Files.readString(HELLO.resolve("plugin.yaml")).replace("name: hello-wasm", "name: " + name);
        Files.writeString(plugin.resolve("plugin.yaml"), manifest + more);
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    private void run(String... words) {
        start(words);
        await().atMost(PATIENCE).until(() -> out.toString(UTF_8).contains("hello-wasm"));
    }

    private void start(String... words) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 120, false);
        Shell shell = new Shell(terminal, new ByteArrayInputStream(new byte[0]), directory, Ran.environment());
        running = new Thread(() -> exit.set(Mortise.run(shell, words)));
        running.start();
    }

    private void awaitSaid(ByteArrayOutputStream stream, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stream.toString(UTF_8)).contains(text));
    }

    @Test
    void run_showsTheTable_thenWhatHappens_andDrainsAtTheEnd() throws Exception {
        run("run");
        assertThat(out.toString(UTF_8)).startsWith("PLUGIN      VERSION  RUNTIME  STATE           START");
        awaitSaid(
                err,
                "wants waits for a grant:\n  may keep up to 64MiB of key-value data of its own\n  to let it in: mortise grant wants\n");

        assertThat(Ran.mortise(directory, "grant", "wants").exit()).isZero();
        awaitSaid(out, "wants@1.0.0#1 starting → running");

        Path manifest = directory.resolve("hello-wasm/plugin.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("functions:", "funktions:"));
        awaitSaid(err, "hello-wasm:\n  plugin.yaml:8: ");
        assertThat(Ran.mortise(directory, "call", "hello-wasm", "greet", "name=Ada")
                        .out())
                .isEqualTo("{\"greeting\":\"Hello, Ada!\"}");

        running.interrupt();
        running.join();
        assertThat(exit).hasValue(0);
        assertThat(err.toString(UTF_8)).endsWith("draining\nstopped\n");
        assertThat(Ran.mortise(directory, "status").exit()).isEqualTo(5);
    }

    @Test
    void run_refusesAHomeThatAnotherManagerHolds_andNoDirectory() {
        run("run", "--no-watch");

        assertThat(Ran.mortise(directory, "run", "nowhere").err()).contains("nowhere is no directory [BAD_INPUT]");
        assertThat(Ran.mortise(directory, "run").err())
                .contains("another manager works here, pid "
                        + ProcessHandle.current().pid());
    }

    @Test
    void run_grantsAsDeclared_whenToldTo_andSaysSo() {
        run("run", "--grant-as-declared", "--json");

        assertThat(View.parse(out.toString(UTF_8).lines().findFirst().orElse(""))
                        .views("plugins"))
                .allMatch(plugin -> plugin.text("state").equals("RUNNING"));
    }

    @Test
    void run_saysWhatAPluginIs_whereThereIsNone() throws IOException {
        Files.createDirectories(directory.resolve("empty"));

        start("run", "empty");
        awaitSaid(err, "0 plugins, 0 running after ");
        awaitSaid(err, "there is no plugin yet: a directory with a plugin.yaml is one; `mortise inspect FILE.wasm");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void events_areFollowed() throws InterruptedException {
        run("run", "--json");
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(heard, true, UTF_8);
        Terminal terminal = new Terminal(stream, stream, false, false, 120, false);
        Shell shell = new Shell(terminal, new ByteArrayInputStream(new byte[0]), directory, Ran.environment());
        Thread events = new Thread(() -> Mortise.run(shell, "events"));
        events.start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Ran.mortise(directory, "reload", "hello-wasm").exit()).isZero();
            assertThat(heard.toString(UTF_8)).contains("hello-wasm@1.0.0#", ": serves, after ");
        });
        running.interrupt();
        events.join();
    }
}
