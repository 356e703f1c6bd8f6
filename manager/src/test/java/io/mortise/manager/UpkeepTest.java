package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Failure;
import io.mortise.manager.ReloadOutcome.Refused;
import io.mortise.manager.ReloadOutcome.Swapped;
import io.mortise.manager.ReloadOutcome.Unchanged;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator says about versions, and for the whole manager. */
class UpkeepTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms, probation: 0s }")
                .guest("one", answering("1"))
                .guest("two", answering("2"))
                .plugin("echo", "1.0.0", "one", ECHO);
    }

    @Test
    void pin_holdsTheFilesThatRun_acrossReloadsAndManagers() {
        try (PluginManager plugins = home.open()) {
            String running = plugins.status("echo").live().orElseThrow().bundleHash();
            assertThat(versions(plugins).pin("ada").versions().pinned()).isEqualTo(running);
            home.plugin("echo", "1.1.0", "two", ECHO);

            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.status("echo").versions().differs())
                    .startsWith("runs 1.0.0 (" + running.substring(0, 12) + "), there lies 1.1.0 (")
                    .endsWith("): it is pinned");
        }
        try (PluginManager again = home.open()) {
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("1");
            versions(again).unpin("ada");
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("2");
            assertThat(again.status("echo").versions().differs()).isEmpty();
        }
    }

    @Test
    void floor_keepsLowerVersionsFromStarting() {
        try (PluginManager plugins = home.open()) {
            versions(plugins).floor("1.0.0", "ada");
            home.plugin("echo", "0.9.0", "two", ECHO);

            assertThat(plugins.reload("echo"))
                    .isEqualTo(new Refused(
                            Failure.NOT_SERVING,
                            "echo@0.9.0: is below version 1.0.0, the lowest an operator allows; `mortise unpin echo`"
                                    + " [NOT_SERVING]"));
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThatThrownBy(() -> versions(plugins).floor("new", "ada"))
                    .hasMessage("echo: a floor is a version such as 1.4.0 [BAD_INPUT]");
        }
        try (PluginManager again = home.open()) {
            assertThat(again.status("echo").state()).isEqualTo(PluginState.UNRESOLVED);
        }
    }

    @Test
    void freeze_letsNothingIn_andKeepsWhatRuns() {
        try (PluginManager plugins = home.open()) {
            plugins.oversight().freeze("ada");
            home.plugin("echo", "1.1.0", "two", ECHO);

            assertThat(plugins.reload("echo"))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.text())
                            .startsWith("echo@1.0.0#1: reloads are frozen by ada at ")
                            .endsWith("; `mortise thaw` [NOT_SERVING]"));
            assertThat(plugins.configure("echo", "{\"a\":1}")).isInstanceOf(Unchanged.class);
            plugins.configure("echo", "{}");
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            home.wasm.made.get(0).crash();
            eventually(() -> plugins.status("echo").generation() == 2);
        }
        home.plugin("late", "1.0.0", "one", ECHO);
        try (PluginManager again = home.open()) {
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(again.status("late").state()).isEqualTo(PluginState.DISABLED);
            assertThat(again.status("late").reason())
                    .startsWith("frozen by ada at ")
                    .endsWith(": nothing is installed until `mortise thaw`");
            assertThat(again.oversight().frozen().orElseThrow()).startsWith("by ada at ");

            again.oversight().thaw("ada");

            eventually(() -> again.call("echo", "echo", "{}").equals("2"));
            eventually(() -> again.status("late").state() == PluginState.RUNNING);
            assertThat(again.oversight().frozen()).isEmpty();
        }
    }

    @Test
    void quarantine_ofAPlugin_stopsItAtOnce_untilItIsReset() {
        try (PluginManager plugins = home.open()) {
            PluginStatus status = versions(plugins).quarantine("ada");

            assertThat(status.state()).isEqualTo(PluginState.QUARANTINED);
            assertThat(status.reason()).startsWith("by ada at ");
            plugins.reload("echo");
            plugins.enable("echo");
            assertThatThrownBy(() -> plugins.call("echo", "echo", "{}")).hasMessageContaining("is QUARANTINED since ");
        }
        try (PluginManager again = home.open()) {
            assertThat(again.status("echo").state()).isEqualTo(PluginState.QUARANTINED);
            assertThat(versions(again).reset("ada").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void quarantine_ofContent_stopsWhoeverHasIt() {
        home.plugin("same", "1.0.0", "two", ECHO);
        try (PluginManager plugins = home.open()) {
            String hash = plugins.status("echo").live().orElseThrow().bundleHash();

            plugins.oversight().quarantine(hash, "ada");

            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.QUARANTINED);
            assertThat(plugins.status("same").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.oversight().quarantined()).containsOnlyKeys(hash);
            assertThatThrownBy(() -> plugins.oversight().quarantine("abc", "ada"))
                    .hasMessageEndingWith("[BAD_INPUT]");

            home.plugin("echo", "1.1.0", "two", ECHO);
            plugins.reload("echo");
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");

            home.plugin("echo", "1.0.0", "one", ECHO);
            assertThat(plugins.reload("echo")).isInstanceOf(Refused.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");

            plugins.oversight().lift(hash, "ada");
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
        }
    }

    @Test
    void alias_letsTwoVersionsServeSideBySide() throws Exception {
        Path old = Files.createDirectory(directory.resolve("old"));
        new TestHome(old).plugin("echo", "0.9.0", "two", ECHO);
        home.settings(
                "reload: { quiet: 1ms }",
                "plugins: [ ., { dir: old, as: { echo: echo-old } } ]",
                "config: { echo-old: { a: 1 } }");
        Files.delete(directory.resolve("echo/plugin.yaml"));
        home.plugin("echo", "1.0.0", "one", ECHO);

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.call("echo-old", "echo", "{}")).isEqualTo("2");
            assertThat(plugins.status("echo-old").version()).isEqualTo("0.9.0");
        }
    }

    @Test
    void alias_isSaidByTheApplicationToo() throws Exception {
        Path old = Files.createDirectory(directory.resolve("old"));
        new TestHome(old).plugin("echo", "0.9.0", "two", ECHO);

        try (PluginManager plugins = home.builder()
                .directory(directory, GrantPolicy.stored())
                .directory(old, GrantPolicy.stored(), Map.of("echo", "echo-old"))
                .open()) {
            assertThat(plugins.call("echo-old", "echo", "{}")).isEqualTo("2");
        }
    }

    @Test
    void decision_thatCannotBeStored_changesNothing() throws Exception {
        try (PluginManager plugins = home.open()) {
            Path state = directory.resolve(".mortise/state.json");
            Files.deleteIfExists(state);
            Files.createDirectories(state.resolve("in the way"));

            assertThatThrownBy(() -> plugins.disable("echo")).hasMessageEndingWith("[SERVICE_FAILED]");

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.oversight().degraded())
                    .singleElement()
                    .asString()
                    .contains("cannot be written");
            home.plugin("echo", "1.1.0", "two", ECHO);
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");
            Files.delete(state.resolve("in the way"));
            Files.delete(state);
            plugins.disable("echo");
            assertThat(plugins.oversight().degraded()).isEmpty();
        }
    }

    private static PluginVersions versions(PluginManager plugins) {
        return plugins.plugin("echo").versions();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private static FakeGuest answering(String text) {
        return new FakeGuest().on("echo", (call, host) -> text.getBytes(UTF_8));
    }
}
