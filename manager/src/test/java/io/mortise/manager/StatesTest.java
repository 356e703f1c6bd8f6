package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state a plugin can stand in, reached the way it is reached in service. */
class StatesTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory).settings("reload: { quiet: 1ms }").guest("one", FakeGuest.echo());
    }

    @Test
    void invalid_namesTheProblem_andLeavesTheOthersRunning() {
        home.write("broken", "one", "name: broken", "version: 1.0.0").plugin("echo", "1.0.0", "one", ECHO);

        try (PluginManager plugins = home.open()) {
            PluginStatus broken = plugins.status("broken");
            assertThat(broken.state()).isEqualTo(PluginState.INVALID);
            assertThat(broken.reason()).contains("runtime");
            assertThat(broken.problems()).isNotEmpty();
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void invalid_isTheLaterOne_whenTwoHaveOneName() {
        home.plugin("echo", "1.0.0", "one", ECHO)
                .write("other", "one", "name: echo", "version: 2.0.0", "runtime: wasm", "wasm: { module: guest }");

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("echo").version()).isEqualTo("1.0.0");
            assertThat(plugins.status("other").state()).isEqualTo(PluginState.INVALID);
            assertThat(plugins.status("other").reason())
                    .isEqualTo("is named echo as " + directory.resolve("echo") + " is; a name is taken once");
        }
    }

    @Test
    void unresolved_saysWhatIsMissing_andStartsWhenItComes() {
        home.plugin("app", "1.0.0", "one", ECHO, "requires: { plugins: { geo: ^2.1 } }");

        try (PluginManager plugins = home.builder().watch(true).open()) {
            assertThat(plugins.status("app").state()).isEqualTo(PluginState.UNRESOLVED);
            assertThat(plugins.status("app").reason()).isEqualTo("wants the plugin geo ^2.1, there is none");

            home.plugin("geo", "2.3.0", "one", ECHO);

            eventually(() -> plugins.status("app").state() == PluginState.RUNNING);
        }
    }

    @Test
    void unresolved_printsTheWholeCycle() {
        home.plugin("a1", "1.0.0", "one", ECHO, "requires: { plugins: { b1: '*' } }")
                .plugin("b1", "1.0.0", "one", ECHO, "requires: { plugins: { a1: '*' } }");

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("a1").reason()).isEqualTo("requires itself: a1 → b1 → a1");
            assertThat(plugins.status("b1").reason()).isEqualTo("requires itself: b1 → a1 → b1");
        }
    }

    @Test
    void unresolved_namesTheArtifact_whenTheRuntimeIsMissing() {
        home.write("echo", "one", "name: echo", "version: 1.0.0", "runtime: grpc", "grpc: { binary: guest }");

        try (PluginManager plugins = PluginManager.builder()
                .home(directory)
                .runner(home.wasm)
                .control(false)
                .watch(false)
                .open()) {
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.UNRESOLVED);
            assertThat(plugins.status("echo").reason())
                    .startsWith("wants runtime grpc, there is wasm; add io.mortise:mortise-runner-grpc:");
        }
    }

    @Test
    void awaitingGrant_saysTheCommand_andRunsWhenGranted() {
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { kv: {} }");

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.AWAITING_GRANT);
            assertThatThrownBy(() -> plugins.call("echo", "echo", "{}"))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("is AWAITING_GRANT since ")
                    .hasMessageEndingWith(": wants kv; mortise grant echo [NOT_SERVING]");

            assertThat(plugins.grant("echo", "ada").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.grants().get(0).by()).isEqualTo("ada");
            assertThat(plugins.diff("echo").isGranted()).isTrue();
        }

        try (PluginManager again = home.open()) {
            assertThat(again.status("echo").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void asDeclared_givesWhatIsAsked_andSaysWhereThatWasSaid() {
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { kv: {} }");

        try (PluginManager plugins = home.builder().grantAsDeclared("the test").open()) {
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(home.events).anyMatch(event -> event.text().endsWith("as said in the test"));
        }
    }

    @Test
    void disabled_isRemembered_andBeatsReload() {
        home.plugin("echo", "1.0.0", "one", ECHO);
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.disable("echo", "ada").state()).isEqualTo(PluginState.DISABLED);
            plugins.reload("echo");
            assertThatThrownBy(() -> plugins.call("echo", "echo", "{}"))
                    .hasMessageContaining(": by ada at ")
                    .hasMessageEndingWith("; `mortise enable echo` [NOT_SERVING]");
        }

        try (PluginManager again = home.open()) {
            assertThat(again.status("echo").state()).isEqualTo(PluginState.DISABLED);
            assertThat(again.enable("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("{}");
        }
    }

    @Test
    void idle_startsAtTheFirstCall_whenLazy() {
        home.plugin("echo", "1.0.0", "one", ECHO, "activation: lazy", "contributes: { command: [ { id: echo } ] }");

        try (PluginManager plugins = home.builder()
                .kind(io.mortise.api.Kind.of("command", io.mortise.api.Kind.Choice.KEYED))
                .open()) {
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.IDLE);
            assertThat(plugins.contributions("command")).hasSize(1);
            assertThat(home.wasm.made).isEmpty();

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("{}");
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void idle_isEveryOther_whenOnlySomeAreToStart() {
        home.plugin("echo", "1.0.0", "one", ECHO).plugin("other", "1.0.0", "one", ECHO);

        try (PluginManager plugins = home.builder().startOnly(Set.of("other")).open()) {
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.IDLE);
            assertThat(plugins.status("other").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void backoff_isTriedAgain_andServesWhenTheStartSucceeds() {
        FakeGuest late = FakeGuest.echo();
        late.failingStart(PluginException.of(Failure.GUEST_TRAPPED, "echo", "no database yet"));
        home.guest("late", late).plugin("echo", "1.0.0", "late", ECHO);
        home.settings("reload: { quiet: 1ms }", "restart: { backoff: 50ms..100ms, max: 100/10m }");

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.errors("echo").get(0).text()).isEqualTo("echo: no database yet [GUEST_TRAPPED]");
            home.guest("late", FakeGuest.echo());
            eventually(() -> plugins.status("echo").state() == PluginState.RUNNING);
            assertThat(plugins.history("echo")).anyMatch(step -> step.to() == PluginState.BACKOFF);
        }
    }

    @Test
    void failed_isWhereItEnds_afterItsTries() {
        home.guest("dead", FakeGuest.echo().failingStart(PluginException.of(Failure.GUEST_TRAPPED, "echo", "never")))
                .plugin("echo", "1.0.0", "dead", ECHO)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 3/10m }");

        try (PluginManager plugins = home.open()) {
            eventually(() -> plugins.status("echo").state() == PluginState.FAILED);
            assertThat(home.wasm.made).hasSize(4);
            assertThat(plugins.status("echo").nextTry()).isPresent();
        }
    }

    @Test
    void crash_isRestarted_andToldOnce() {
        home.plugin("echo", "1.0.0", "one", ECHO)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 5/10m }");

        try (PluginManager plugins = home.open()) {
            home.wasm.made.get(0).crash();

            eventually(() -> plugins.status("echo").generation() == 2);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("{}");
            assertThat(plugins.errors("echo")).hasSize(1);
            assertThat(plugins.errors("echo").get(0).failure()).isEqualTo(Failure.GUEST_CRASHED);
        }
    }

    @Test
    void crash_isRestartedWithWhatServed_notWithWhatWasRefused() {
        home.plugin("echo", "1.0.0", "one", ECHO)
                .guest("bad", FakeGuest.echo().failingProbe("never well"))
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 5/10m }");

        try (PluginManager plugins = home.open()) {
            home.plugin("echo", "2.0.0", "bad", ECHO);
            assertThat(plugins.reload("echo")).isInstanceOf(ReloadOutcome.Refused.class);

            home.wasm.made.get(0).crash();

            eventually(() -> plugins.status("echo").generation() == 3);
            assertThat(plugins.status("echo").version()).isEqualTo("1.0.0");
        }
    }

    @Test
    void degraded_isAFunctionThatOnlyTraps_untilItsFirstSuccess() {
        boolean[] well = {false};
        home.guest("moody", new FakeGuest().on("echo", (call, host) -> {
                            if (!well[0]) {
                                throw CallErrors.trapped(
                                        io.mortise.api.Subject.unstarted(io.mortise.api.PluginId.of("echo"), "1.0.0"),
                                        "echo",
                                        new Detail.Trap("unreachable", "", List.of()));
                            }
                            return "fine".getBytes(UTF_8);
                        }))
                .plugin("echo", "1.0.0", "moody", ECHO);

        try (PluginManager plugins = home.open()) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> plugins.call("echo", "echo", "{}")).isInstanceOf(PluginException.class);
            }
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.DEGRADED);
            assertThat(plugins.status("echo").reason())
                    .isEqualTo("the last 20 calls of \"echo\" trapped, crashed or timed out");
            assertThat(plugins.status("echo").calls().failures()).containsEntry(Failure.GUEST_TRAPPED, 20L);

            well[0] = true;
            plugins.call("echo", "echo", "{}");
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void probes_degradeFirst_andRestartAfterThreeMisses() {
        FakeGuest sick = FakeGuest.echo();
        home.guest("sick", sick)
                .plugin("echo", "1.0.0", "sick", ECHO)
                .settings(
                        "reload: { quiet: 1ms }",
                        "health: { interval: 100ms, deadline: 1s, misses: 3 }",
                        "restart: { backoff: 1ms..2ms, max: 100/10m }");

        try (PluginManager plugins = home.open()) {
            sick.failingProbe("out of memory");
            eventually(() -> home.events.stream().anyMatch(e -> e.text().contains("DEGRADED: its probes fail")));
            eventually(() -> home.events.stream().anyMatch(e -> e.text().contains("→ BACKOFF")));

            sick.healthy();
            eventually(() -> plugins.status("echo").state() == PluginState.RUNNING);
        }
    }

    @Test
    void requireAll_makesARestingPluginAnError() {
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { kv: {} }");

        assertThatThrownBy(() -> home.builder().requireAll(true).open())
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.failure()).isEqualTo(Failure.NOT_SERVING))
                .hasMessageContaining("echo: AWAITING_GRANT: wants kv");
    }

    @Test
    void open_isRefused_whenAnotherManagerHoldsTheHome() {
        try (PluginManager first = home.open()) {
            assertThatThrownBy(home::open)
                    .hasMessage("home " + directory + ": another manager works here, pid "
                            + ProcessHandle.current().pid()
                            + "; use its `mortise` commands, stop it, or take another home [NOT_SERVING]");
        }
        home.open().close();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
