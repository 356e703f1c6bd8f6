package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a manager does with the directory it works in, while it is used. */
@Timeout(60)
class HomesTest {
    @TempDir
    Path directory;

    private ContractHome home;

    @BeforeEach
    void lay() {
        home = ContractHome.in(directory.resolve("home"), RuntimeKind.WASM);
        home.plugin().write();
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).ignoreExceptions();
    }

    private PluginManager watched() {
        return home.open(home.asDeclared().watch(true));
    }

    @Test
    void twoManagers_inOneJvm_shareNothing() {
        home.open();
        try (ContractHome second = ContractHome.in(directory.resolve("second"), RuntimeKind.WASM)) {
            second.plugin().version("2.0.0").write();
            second.open();
            home.ask("kv_set", "k 0 first");

            assertThat(second.failure("kv_get", "k").failure()).isEqualTo(Failure.REJECTED);
            assertThat(second.status().version()).isEqualTo("2.0.0");
            assertThat(home.status().version()).isEqualTo("1.0.0");
        }
        assertThat(home.ask("kv_get", "k")).isEqualTo("first");
    }

    @Test
    void secondManager_onTheSameHome_isRefusedNamingThePid() {
        home.open();

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> home.asDeclared().open());

        assertThat(refused.failure()).isEqualTo(Failure.NOT_SERVING);
        assertThat(refused.getMessage())
                .contains("pid " + ProcessHandle.current().pid());
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void readOnlyHome_works_whenItsStateLiesElsewhere() {
        Path root = home.directory();
        assertThat(root.toFile().setWritable(false)).isTrue();
        assumeThat(System.getProperty("user.name").equals("root") || !Files.isWritable(root))
                .isTrue();
        try {
            home.open(home.asDeclared().state(directory.resolve("state")));

            assertThat(home.ask("echo", "read only")).isEqualTo("read only");
            assertThat(root.resolve(".mortise")).doesNotExist();
            assertThat(directory.resolve("state/lock")).exists();
        } finally {
            assertThat(root.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void brokenManifest_leavesEverythingRunning() {
        home.plugin("other").write();
        PluginManager plugins = watched();

        home.file("contract/plugin.yaml", "name: contract\nversion: [\n");

        soon().untilAsserted(() -> assertThat(home.status().problems()).isNotEmpty());
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
        assertThat(home.ask("echo", "old")).isEqualTo("old");
        assertThat(plugins.call("other", "echo", "other")).isEqualTo("other");
    }

    @Test
    void newDirectory_starts_andARemovedOneStops() {
        PluginManager plugins = watched();

        home.plugin("newcomer").write();
        soon().untilAsserted(() ->
                assertThat(plugins.call("newcomer", "echo", "hello")).isEqualTo("hello"));
        Trees.delete(home.directory().resolve("newcomer"));

        soon().untilAsserted(() -> assertThat(plugins.status().stream()
                        .filter(status -> status.plugin().name().equals("newcomer"))
                        .filter(status -> status.state().isServing()))
                .isEmpty());
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void changedSettings_areTheNextGeneration_andBrokenOnesChangeNothing() {
        home.plugin().with("config_schema: { type: object }\n").write();
        watched();

        home.settings("config: { contract: { units: kelvin } }\n");
        soon().untilAsserted(() -> assertThat(home.ask("config", "/units")).isEqualTo("\"kelvin\""));
        long generation = home.status().generation();
        home.settings("config: { contract: { units: celsius } }\nlimit: {}\n");
        home.plugin("later").write();

        soon().untilAsserted(() ->
                assertThat(home.plugins().call("later", "echo", "x")).isEqualTo("x"));
        assertThat(generation).isGreaterThan(1);
        assertThat(home.status().generation()).isEqualTo(generation);
        assertThat(home.ask("config", "/units")).isEqualTo("\"kelvin\"");
    }

    @Test
    void brokenSettings_keepAManagerFromOpening_withEveryProblem() {
        home.settings("limit: {}\nhealth: { misses: 0 }\n");

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> home.asDeclared().open());

        assertThat(refused.failure()).isEqualTo(Failure.BAD_CONFIG);
        assertThat(refused.detail().toString()).contains("limit", "misses");
    }

    @Test
    void oneName_isOnePlugin_andItsTwinIsSaidToBeOne() {
        ContractPlugin.in(home.directory().resolve("twin"), RuntimeKind.WASM)
                .version("9.0.0")
                .write();
        home.open(home.asDeclared());

        assertThat(home.plugins().status())
                .filteredOn(status -> status.state().isServing())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(home.plugins().status().stream().map(status -> status.reason() + status.problems() + status.notes()))
                .anySatisfy(said -> assertThat(said).contains("twin"));
    }
}
