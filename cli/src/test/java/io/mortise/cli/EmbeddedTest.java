package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.LogLine;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command against a manager that an application embeds: here the application is this test. */
class EmbeddedTest {
    @TempDir
    Path directory;

    private FakeHome home;
    private PluginManager manager;

    @BeforeEach
    void open() throws IOException {
        FakeGuest speaking = FakeGuest.echo()
                .on("say", (call, host) -> {
                    String text = "heard \u001b[31m" + new String(call.payload(), UTF_8);
                    host.log(hostCall(call), LogLine.of(LogLine.Level.WARN, text));
                    return new byte[0];
                })
                .on("parts", (call, host) -> {
                    call.chunks().ifPresent(sink -> sink.send("one ".getBytes(UTF_8)));
                    call.chunks().ifPresent(sink -> sink.send("two".getBytes(UTF_8)));
                    return new byte[0];
                });
        home = new FakeHome(directory)
                .guest("g", speaking)
                .plugin(
                        "echo",
                        "wasm",
                        "g",
                        "functions: { echo: {}, say: {}, parts: {} }",
                        "config_schema: { type: object, properties: { top: { type: integer, default: 3 } } }")
                .plugin("native", "grpc", "g", "functions: { echo: {} }");
        manager = home.builder().open();
    }

    private static HostCall hostCall(Call call) {
        return new HostCall(
                new Subject(PluginId.of("echo"), "1.0.0", 1),
                "echo-0",
                call.id(),
                call.caller(),
                call.chain(),
                call.deadline(),
                call.cancellation(),
                call.trace());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void call_sendsWordsTextFileAndStdin() throws IOException {
        home.file("input.txt", "from a file");

        assertThat(home.mortise("call", "echo", "echo", "name=Ada", "n:=1").out())
                .isEqualTo("{\"name\":\"Ada\",\"n\":1}");
        assertThat(home.mortise("call", "echo", "echo").out()).isEqualTo("{}");
        assertThat(home.mortise("call", "echo", "echo", "--text", "plain").out())
                .isEqualTo("plain");
        assertThat(home.mortise("call", "echo", "echo", "--file", "input.txt").out())
                .isEqualTo("from a file");
        assertThat(Ran.withInput(home.directory, "from stdin", "call", "echo", "echo", "-")
                        .out())
                .isEqualTo("from stdin");
        assertThat(home.mortise("call", "echo", "echo", "a=1", "--json")
                        .json()
                        .view("result")
                        .text("a"))
                .isEqualTo("1");
    }

    @Test
    void call_printsPiecesAsTheyCome() {
        assertThat(home.mortise("call", "echo", "parts", "--stream").out()).isEqualTo("one two");
    }

    @Test
    void call_saysWhichHomeItUses() {
        assertThat(home.mortise("call", "echo", "echo").err())
                .isEqualTo("home " + home.directory + " (it holds .mortise; running)\n");
        assertThat(Ran.mortise(Path.of("/"), "call", "echo", "echo", "--home", directory.toString())
                        .err())
                .isEmpty();
        assertThat(Ran.mortise(Path.of("/"), "call", "echo", "echo").err())
                .contains(home.directory + " (the only one with a running manager; running)");
    }

    @Test
    void list_showsWhatRunsAndWhatWaits() {
        Ran ran = home.mortise("list");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()
                        .replaceAll("\\d+(\\.\\d+)? (us|ms|s) ", "N ms ")
                        .lines()
                        .map(line -> line.replaceAll(" +", " ")))
                .startsWith(
                        "PLUGIN VERSION RUNTIME STATE START SANDBOX MAY",
                        "echo 1.0.0 wasm running N ms wasm nothing beyond computing")
                .anyMatch(line -> line.startsWith("native 1.0.0 - awaiting grant - - "));
        assertThat(home.mortise("list", "--json").json().views("plugins")).hasSize(2);
    }

    @Test
    void grant_letsAPluginIn_andDenyPutsItOut() {
        assertThat(home.mortise("call", "native", "echo").exit()).isEqualTo(5);
        Ran diff = home.mortise("diff", "native");
        assertThat(diff.out()).contains("run as a process");
        assertThat(diff.err()).contains("mortise grant native");

        Ran granted = home.mortise("grant", "native");

        assertThat(granted.exit()).isZero();
        assertThat(granted.out()).startsWith("native running");
        assertThat(home.mortise("call", "native", "echo", "--text", "in").out()).isEqualTo("in");
        assertThat(home.mortise("grants").out()).contains("native", "native=limited", System.getProperty("user.name"));
        assertThat(home.mortise("diff", "native").out()).isEqualTo("native has all it asks for\n");

        assertThat(home.mortise("deny", "native").exit()).isZero();
        assertThat(home.mortise("call", "native", "echo").exit()).isEqualTo(5);
    }

    @Test
    void reload_tellsHowItEnded() throws IOException {
        assertThat(home.mortise("reload", "echo").out()).startsWith("swapped  echo@1.0.0#2: serves");

        home.plugin("echo", "wasm", "nobody", "functions: { echo: {} }");
        Ran refused = home.mortise("reload", "echo");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).startsWith("refused  echo@1.0.0#3: no fake guest \"nobody\" [BAD_MODULE]");
        assertThat(home.mortise("call", "echo", "echo", "--text", "still").out())
                .isEqualTo("still");
        assertThat(home.mortise("errors", "echo").out()).contains("[BAD_MODULE]");
        assertThat(home.mortise("status").out()).contains("BAD_MODULE");
    }

    @Test
    void version_isPinnedRolledBackAndPutAway() throws IOException {
        String functions = "functions: { echo: {}, say: {}, parts: {} }";
        assertThat(home.mortise("pin", "echo").out()).startsWith("echo running");
        home.plugin("echo", "wasm", "g", functions, "# the next content");
        assertThat(home.mortise("reload", "echo").exit()).isZero();
        assertThat(home.mortise("why", "echo").out())
                .contains("pinned to bundle ", "runs 1.0.0 (", "), there lies 1.0.0 (", "): it is pinned");

        assertThat(home.mortise("unpin", "echo").out()).startsWith("echo running");
        assertThat(home.mortise("rollback", "echo").out()).startsWith("swapped  echo@1.0.0#");
        assertThat(home.mortise("why", "echo").out())
                .contains("last rollback at ", "an operator asked for it", "that was rolled back");
        assertThat(home.mortise("reload", "echo", "--no-rollback").exit()).isZero();

        assertThat(home.mortise("quarantine", "echo").out()).startsWith("echo quarantined");
        assertThat(home.mortise("call", "echo", "echo").exit()).isEqualTo(5);
        assertThat(home.mortise("quarantine", "echo", "--lift").out()).startsWith("echo running");
        assertThat(home.mortise("pin", "echo", "--at-least", "9.0.0").out()).startsWith("echo ");
        assertThat(home.mortise("reset", "echo", "--json")
                        .json()
                        .view("versions")
                        .text("floor"))
                .isEqualTo("9.0.0");
    }

    @Test
    void freeze_refusesReloads_untilTheThaw() {
        assertThat(home.mortise("freeze").out()).startsWith("frozen by ");
        Ran refused = home.mortise("reload", "echo");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.out()).contains("reloads are frozen by ").contains("`mortise thaw`");

        assertThat(home.mortise("thaw").out()).isEqualTo("not frozen\n");
        assertThat(home.mortise("reload", "echo").exit()).isZero();
    }

    @Test
    void quarantine_takesAHash() {
        String hash = manager.status("echo").live().orElseThrow().bundleHash();

        assertThat(home.mortise("quarantine", hash).out()).isEqualTo(hash + " starts nowhere\n");
        assertThat(home.mortise("call", "echo", "echo").exit()).isEqualTo(5);
        assertThat(home.mortise("quarantine", hash, "--lift", "--json").json().values())
                .containsKey("quarantined");
        assertThat(home.mortise("call", "echo", "echo").exit()).isZero();
    }

    @Test
    void disable_isRemembered_andEnableEndsIt() {
        assertThat(home.mortise("disable", "echo").out()).startsWith("echo disabled");
        assertThat(home.mortise("call", "echo", "echo").exit()).isEqualTo(5);
        assertThat(home.mortise("why", "echo").out())
                .startsWith("echo is disabled")
                .contains("running → disabled");

        assertThat(home.mortise("enable", "echo").out()).startsWith("echo running");
        assertThat(home.mortise("call", "echo", "echo").exit()).isZero();
    }

    @Test
    void config_setsShowsAndTakesBack() {
        assertThat(home.mortise("config", "echo").out()).contains("top", "3");

        assertThat(home.mortise("config", "echo", "top:=5").exit()).isZero();
        assertThat(home.mortise("config", "echo").out()).contains("5", "mortise config");
        assertThat(directory.resolve(".mortise/config.yaml")).content().contains("\"top\":5");

        Ran bad = home.mortise("config", "echo", "top=many");
        assertThat(bad.exit()).isEqualTo(3);
        assertThat(bad.out()).contains("[BAD_CONFIG]");

        assertThat(home.mortise("config", "echo", "--unset", "top").exit()).isZero();
        assertThat(home.mortise("config", "echo", "--json").out()).contains("default of config_schema");
    }

    @Test
    void logs_showLines_withNothingThatATerminalObeys() {
        home.mortise("call", "echo", "say", "--text", "one");
        home.mortise("call", "echo", "say", "--text", "two");

        Ran ran = home.mortise("logs", "echo", "-n", "1");

        assertThat(ran.out()).contains("WARN", "heard \\u001b[31mtwo").doesNotContain("one", "\u001b");
        assertThat(home.mortise("logs", "native").err()).contains("native wrote nothing");
    }

    @Test
    void logs_follow_untilTheManagerEnds() throws InterruptedException {
        Ran[] ran = new Ran[1];
        Thread following = new Thread(() -> ran[0] = home.mortise("logs", "echo", "-f", "-n", "0"));
        following.start();
        await().until(() -> {
            home.mortise("call", "echo", "say", "--text", "live");
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(each -> each.getName().matches("control/\\d+/work"));
        });

        await().untilAsserted(() -> assertThat(
                        home.mortise("call", "echo", "say", "--text", "live").exit())
                .isZero());
        manager.close();
        following.join(10_000);

        assertThat(following.isAlive()).isFalse();
        assertThat(ran[0].exit()).isIn(0, 5);
    }

    @Test
    void explain_inspect_host_audit_answer() {
        assertThat(home.mortise("explain", "echo").out()).contains("functions", "limits.memory", "64MiB");
        assertThat(home.mortise("inspect", "echo").out()).contains("functions     echo, say, parts");
        assertThat(home.mortise("host").out()).contains("command", "filter", "action");
        assertThat(home.mortise("audit", "echo").exit()).isZero();
        assertThat(home.mortise("doctor").out())
                .contains("ok  Java", "manager: runs and answers on its control socket");
    }

    @Test
    void unknownPlugin_isNamedWithWhatThereIs() {
        Ran ran = home.mortise("reload", "ecko");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("ecko: no plugin has this name; there are ");
    }

    @Test
    void manyCommands_atOnce_allAnswer() throws InterruptedException {
        Thread[] threads = new Thread[8];
        java.util.concurrent.atomic.AtomicInteger good = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 10; n++) {
                    good.addAndGet(home.mortise("call", "echo", "echo").exit() == 0 ? 1 : 0);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(good).hasValue(80);
        assertThat(Files.exists(home.directory.resolve(".mortise/control.sock")))
                .isTrue();
    }
}
