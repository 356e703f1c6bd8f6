package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.PluginState;
import io.mortise.manager.ReloadOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Start, health, reload, disable, grants, whichever runtime the plugin has. */
public abstract class RuntimeLifecycleContract extends OwnHomeContract {
    private static final String ANY_CONFIG = "config_schema: { type: object }\n";

    /** How a stack without end ends: as a trap, but for languages that cannot survive it in a process. */
    protected Failure endOfAnEndlessStack() {
        return Failure.GUEST_TRAPPED;
    }

    @Test
    void stack_withoutEnd_endsItsCall_andThePluginServesOn() {
        home.plugin().write();
        home.open();

        assertThat(home.failure("recurse_forever", "").failure()).isEqualTo(endOfAnEndlessStack());

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(home.ask("echo", "still here")).isEqualTo("still here"));
    }

    @Test
    void config_thatDoesNotFit_isRefused_andOneThatFitsIsTheNextGeneration() {
        home.settings("config: { contract: { units: celsius } }\n");
        home.plugin()
                .with("config_schema: { type: object, properties: { units: { enum: [celsius, kelvin] } } }\n")
                .write();
        home.open();

        assertThat(home.plugins().configure("contract", "{\"units\": \"miles\"}"))
                .isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> assertThat(refused.failure())
                        .isEqualTo(Failure.BAD_CONFIG));
        assertThat(home.ask("config", "/units")).isEqualTo("\"celsius\"");
        assertThat(home.plugins().configure("contract", "{\"units\": \"kelvin\"}"))
                .isInstanceOf(ReloadOutcome.Swapped.class);
        assertThat(home.ask("config", "/units")).isEqualTo("\"kelvin\"");
        assertThat(home.status().generation()).isGreaterThan(1);
    }

    @Test
    void kv_outlivesAReload_ofNewContent() {
        home.plugin().write();
        home.open();
        home.ask("kv_set", "k 0 kept");

        home.plugin().version("1.0.1").write();
        ReloadOutcome outcome = home.plugins().reload("contract");

        assertThat(outcome).isInstanceOfSatisfying(ReloadOutcome.Swapped.class, swapped -> assertThat(swapped.live())
                .hasToString("contract@1.0.1#2"));
        assertThat(home.ask("kv_get", "k")).isEqualTo("kept");
    }

    @Test
    void start_thatTheGuestRefuses_restsWithItsWords() {
        home.settings("config: { contract: { fail_start: true } }\n");
        home.plugin().with(ANY_CONFIG).write();
        home.open(home.asDeclared());

        assertThat(home.status().state()).isEqualTo(PluginState.BACKOFF);
        assertThat(home.status().reason()).contains("asked to fail");
        assertThat(home.status().nextTry()).isPresent();
        assertThat(home.failure("echo", "").failure()).isEqualTo(Failure.NOT_SERVING);
    }

    @Test
    void successor_thatIsNotHealthyOrTrapsInStart_isRefused_andTheOldGenerationServes() {
        home.plugin().with(ANY_CONFIG).write();
        home.open();

        assertThat(home.plugins().configure("contract", "{\"unhealthy\":true}"))
                .isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> {
                    assertThat(refused.failure()).isEqualTo(Failure.NOT_HEALTHY);
                    assertThat(refused.text()).contains("asked to be unhealthy");
                });
        assertThat(home.plugins().configure("contract", "{\"trap_start\":true}"))
                .isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> assertThat(refused.failure())
                        .isIn(Failure.START_FAILED, Failure.GUEST_TRAPPED));
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
        assertThat(home.status().generation()).isEqualTo(1);
    }

    @Test
    void probeOfTheOperator_thatFails_keepsItFromServing() {
        home.settings("probes: { contract: [ { function: kv_version, input: \"well\" } ] }\n");
        home.plugin().write();
        home.open(home.asDeclared());

        assertThat(home.status().state()).isEqualTo(PluginState.BACKOFF);
        assertThat(home.status().reason()).contains("probes.kv_version");
    }

    @Test
    void disabled_doesNotServe_andEnabledDoes() {
        home.plugin().write();
        home.open();

        home.plugins().disable("contract");
        PluginException failure = home.failure("echo", "");
        home.plugins().enable("contract");

        assertThat(failure.failure()).isEqualTo(Failure.NOT_SERVING);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.State.class, state -> assertThat(state.state())
                .isEqualToIgnoringCase("disabled"));
        assertThat(home.ask("echo", "back")).isEqualTo("back");
    }

    @Test
    void brokenManifest_isRefusedWithItsProblems_andTheOldGenerationServes() {
        home.plugin().write();
        home.open();

        home.plugin().version("one").with("colour: red\n").write();
        ReloadOutcome outcome = home.plugins().reload("contract");

        assertThat(outcome).isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> assertThat(refused.failure())
                .isEqualTo(Failure.BAD_MANIFEST));
        assertThat(home.status().problems())
                .anySatisfy(problem -> assertThat(problem).contains("plugin.yaml:2", "version"))
                .anySatisfy(problem -> assertThat(problem).contains("colour"));
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void plugin_waitsForAGrant_startsWithIt_andLosesWhatIsTakenBackAtTheNextHostCall() {
        home.plugin().write();
        home.open(home.stored());

        assertThat(home.status().state()).isEqualTo(PluginState.AWAITING_GRANT);
        assertThat(home.failure("echo", "").failure()).isEqualTo(Failure.NOT_SERVING);
        assertThat(home.plugins().diff("contract").commands().get(0)).isEqualTo("mortise grant contract");

        home.plugins().grant("contract", "test");
        assertThat(home.ask("kv_set", "k 0 v")).isEqualTo("1");

        home.plugins().deny("contract", "test", List.of("kv"));
        PluginException failure = home.failure("kv_set", "k 0 v");
        assertThat(failure.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(failure.getMessage()).contains("mortise grant contract kv");
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void lazyPlugin_startsAtTheFirstCall() {
        home.plugin().with("activation: lazy\n").write();
        home.open(home.asDeclared());
        assertThat(home.status().state()).isEqualTo(PluginState.IDLE);

        assertThat(home.ask("echo", "woken")).isEqualTo("woken");

        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void handover_neverRunsTwoGenerations() {
        home.plugin().with("reload: handover\n").write();
        home.open();

        home.plugin().version("1.0.1").with("reload: handover\n").write();
        ReloadOutcome outcome = home.plugins().reload("contract");

        assertThat(outcome).isInstanceOf(ReloadOutcome.Swapped.class);
        assertThat(home.plugins().history("contract"))
                .extracting(step -> step.to())
                .endsWith(PluginState.STARTING, PluginState.RUNNING);
        assertThat(home.ask("echo", "successor")).isEqualTo("successor");
    }

    @Test
    void probation_bringsTheOldVersionBack() {
        assertServesAfterTraps("30s", "1.0.0");
    }

    @Test
    void probation_ofZero_keepsTheNewVersion() {
        assertServesAfterTraps("0s", "1.0.1");
    }

    private void assertServesAfterTraps(String probation, String serves) {
        home.settings("reload: { probation: " + probation + " }\n");
        home.plugin().write();
        home.open();

        home.plugin()
                .version("1.0.1")
                .functions("echo: { output: { type: array } }")
                .write();
        assertThat(home.plugins().reload("contract")).isInstanceOf(ReloadOutcome.Swapped.class);
        for (int i = 0; i < 10; i++) {
            assertThat(home.failure("echo", "{}").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        }

        assertThat(home.status().version()).isEqualTo(serves);
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void thousandTraps_ofOneCaller_neverReachAnother() throws Exception {
        home.settings("limits: { contract: { concurrency: 8 } }\n");
        home.plugin().write();
        home.open();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> good = CompletableFuture.supplyAsync(() -> {
            int answered = 0;
            while (!over.get()) {
                assertThat(home.ask("echo", "well")).isEqualTo("well");
                answered++;
            }
            return answered;
        });

        for (int i = 0; i < 1_000; i++) {
            assertThat(home.failure("trap", "").failure().isPluginsFault()).isTrue();
        }
        over.set(true);

        assertThat(good.get()).isPositive();
        assertThat(home.status().generation()).isEqualTo(1);
    }

    @Test
    void removedDirectory_endsThePlugin() {
        home.plugin().write();
        home.open(home.asDeclared().watch(true));

        Trees.delete(home.directory().resolve("contract"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(catchThrowableOfType(PluginException.class, () -> home.ask("echo", "")))
                        .isNotNull()
                        .extracting(PluginException::failure)
                        .isIn(Failure.NOT_SERVING, Failure.UNKNOWN_PLUGIN));
    }
}
