package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.GrpcRunnerFactory;
import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginState;
import io.mortise.testkit.ContractGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that no other test of this module moves: each value is changed and the difference is seen. */
@Timeout(60)
class FieldsTest {
    /** Counts its calls in its memory. */
    private static final String COUNTER =
            """
            (module
              (import "mortise/1" "output" (func $output (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "0")
              (func (export "count") (param i32) (result i32)
                (i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1)))
                (call $output (i32.const 0) (i32.const 1))
                (i32.const 0)))
            """;

    /** A page of memory, an {@code echo} that does nothing, and a tag for exceptions: no image can be taken of it. */
    private static final String THROWING = "0061736d0100000001090260017f017f6000000302010005030100010d03010001071102"
            + "066d656d6f72790200046563686f00000a0601040041000b";

    private static final String SIXTEEN_PAGES =
            "(module (memory (export \"memory\") 16) (func (export \"echo\") (param i32) (result i32) (i32.const 0)))";

    private static final String PLAIN = "version: 1.0.0\nruntime: wasm\nfunctions: { echo: {} }\n";

    @TempDir
    Path directory;

    private ContractHome home;

    @BeforeEach
    void lay() {
        home = ContractHome.in(directory, RuntimeKind.WASM);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private ContractHome plain(String name, String manifest) throws IOException {
        Files.createDirectories(directory.resolve(name));
        Files.write(directory.resolve(name).resolve("plugin.wasm"), ContractGuest.minimalModule());
        return home.file(name + "/plugin.yaml", "name: " + name + "\n" + PLAIN + manifest);
    }

    private void imaged(byte[] module) throws IOException {
        plain("imaged", "wasm: { state: fresh, image: true }\n");
        Files.write(directory.resolve("imaged/plugin.wasm"), module);
    }

    private PluginState state(String plugin) {
        return home.plugins().status(plugin).state();
    }

    @Test
    void module_mayLieElsewhere() throws IOException {
        plain("moved", "wasm: { module: lib/other.wasm }\n");
        Files.createDirectories(directory.resolve("moved/lib"));
        Files.move(directory.resolve("moved/plugin.wasm"), directory.resolve("moved/lib/other.wasm"));
        home.open(home.asDeclared());

        assertThat(home.plugins().call("moved", "echo", "x")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"keep, 2", "fresh, 1"})
    void state_isKeptOrFresh(String state, String second) throws IOException {
        Files.createDirectories(directory.resolve("counter"));
        Files.write(directory.resolve("counter/plugin.wasm"), Wat2Wasm.parse(COUNTER));
        home.file(
                "counter/plugin.yaml",
                "name: counter\nversion: 1.0.0\nruntime: wasm\nfunctions: { count: {} }\nwasm: { state: " + state
                        + " }\n");
        home.open(home.asDeclared());

        assertThat(home.plugins().call("counter", "count", "")).isEqualTo("1");
        assertThat(home.plugins().call("counter", "count", "")).isEqualTo(second);
    }

    @Test
    void maxInstances_boundThePool() throws Exception {
        home.plugin()
                .with("wasm: { pool: { max_instances: 1 } }\nlimits: { wait_timeout: 100ms }\n")
                .write();
        home.open();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        home.app(payload -> {
            inside.countDown();
            await().until(() -> go.getCount() == 0);
            return payload;
        });
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> home.ask("app_call", "app.echo\nheld"));
        inside.await();

        String refused = home.failure("echo", "x").getMessage();
        go.countDown();

        assertThat(refused).contains("waited 100 ms for one of 1 places");
        assertThat(held.get()).isEqualTo("held");
    }

    @Test
    void environmentAndArguments_reachTheProcess() {
        home.file(
                "argued/plugin.yaml",
                "name: argued\nversion: 1.0.0\nruntime: grpc\n"
                        + "grpc: { command: [sh, -c], args: [\"echo $TZ ${PLANTED-nothing} >&2; exit 3\"], env: { TZ: Mars } }\n");
        home.open(home.asDeclared());

        assertThat(home.plugins().status("argued").reason()).contains("Mars nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requires: { mortise: \">=99\" }        | mortise",
                "requires: { app: { deskbot: \"^2\" } } | deskbot",
                "requires: { plugins: { geo: \"^2\" } } | geo"
            })
    void requirement_thatIsNotMet_keepsItFromStarting(String requires, String named) throws IOException {
        plain("needy", requires + "\n");
        home.open(home.asDeclared().app("deskbot", "1.9.0"));

        assertThat(state("needy")).isIn(PluginState.UNRESOLVED, PluginState.INVALID);
        assertThat(home.plugins().status("needy").reason()
                        + home.plugins().status("needy").problems())
                .contains(named);
    }

    @Test
    void requirement_thatIsMet_letsItStart() throws IOException {
        plain("geo", "");
        plain("needy", "requires: { mortise: \">=0.1.0-0\", app: { deskbot: \"^2.1\" }, plugins: { geo: \">=1\" } }\n");
        home.open(home.asDeclared().app("deskbot", "2.3.0"));

        assertThat(home.plugins().call("needy", "echo", "met")).isEqualTo("met");
    }

    @ParameterizedTest
    @EnumSource
    void runtime_isChosenBySettings_whenAPluginOffersBoth(RuntimeKind runtime) throws IOException {
        ContractPlugin.in(directory.resolve("contract"), RuntimeKind.GRPC).write();
        Path manifest = directory.resolve("contract/plugin.yaml");
        String both = Files.readString(manifest).replace("runtime: grpc\n", "runtime: [wasm, grpc]\n");
        for (String twin : ContractGuest.GRPC_ONLY) {
            both = both.replace("  " + twin + ": {}\n", "");
        }
        Files.writeString(manifest, both);
        Files.write(directory.resolve("contract/plugin.wasm"), ContractGuest.module());
        home.settings("runtime: { contract: " + runtime.name().toLowerCase(java.util.Locale.ROOT) + " }\n");
        home.open();

        assertThat(home.status().live().orElseThrow().runtime()).isEqualTo(runtime);
    }

    @Test
    void enabledFalse_disables() throws IOException {
        plain("rates", "");
        home.settings("enabled: { rates: false }\n");
        home.open(home.asDeclared());

        assertThat(state("rates")).isEqualTo(PluginState.DISABLED);
    }

    @Test
    void sandbox_isWhatTheSettingsSay_orItDoesNotStart() {
        ContractPlugin.in(directory.resolve("contract"), RuntimeKind.GRPC).write();
        home.settings("sandbox: { level: none, minimum: none }\n");
        home.open();
        assertThat(home.status().live().orElseThrow().sandbox()).isEqualTo(Sandbox.NONE);

        home.settings("sandbox: { level: full, minimum: full }\n");
        home.open(home.asDeclared());
        assertThat(home.status().state().isServing()).isFalse();
        // where it is to be had, a Java program whose jars lie outside its bundle does not find them there
        assertThat(home.status().reason()).contains(hasFull() ? "could not open" : "full");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    private static boolean hasFull() {
        try (var factory = new GrpcRunnerFactory()) {
            return factory.sandbox(Sandbox.FULL) == Sandbox.FULL;
        }
    }

    @Test
    void callRate_isAQuota() throws IOException {
        plain("busy", "");
        plain("free", "");
        home.settings("budget: { calls: { busy: 3/10m } }\n");
        home.open(home.asDeclared());
        IntStream.range(0, 3).forEach(i -> home.plugins().call("busy", "echo", "x"));

        assertThat(home.failure(CallRequest.of("busy", "echo", "x")).failure()).isEqualTo(Failure.LIMIT_REACHED);
        assertThat(home.plugins().call("free", "echo", "x")).isEqualTo("x");
    }

    @Test
    void logKeep_isTheRingsLength() {
        home.settings("log: { keep: 3 }\n");
        home.plugin().write();
        home.open();

        IntStream.range(0, 9).forEach(i -> home.ask("log", "2 line " + i));

        await().untilAsserted(() -> assertThat(home.plugins().logs("contract", 0))
                .extracting(line -> line.line().message())
                .containsExactly("line 6", "line 7", "line 8"));
    }

    @Test
    void pluginsOfAnotherDirectory_areGrantedAsTheSettingsSay() throws IOException {
        home.plugin("asker").write();
        Path ours = Files.createDirectories(directory.resolve("sub"));
        Files.move(directory.resolve("asker"), ours.resolve("asker"));
        home.settings("plugins: [ { dir: sub, grants: as-declared } ]\n");
        home.open(home.stored());

        assertThat(state("asker")).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void backoff_isTheNextTry_andThePluginIsGivenUpAfterSoMany() {
        home.settings("restart: { backoff: 10ms..20ms, max: 2/10m }\n");
        home.file(
                "exits/plugin.yaml",
                "name: exits\nversion: 1.0.0\nruntime: grpc\ngrpc: { command: [sh, -c, \"exit 7\"] }\n");
        home.open(home.asDeclared());

        await().until(() -> state("exits") == PluginState.FAILED);
        assertThat(home.plugins().status("exits").nextTry()).isPresent();
    }

    @Test
    void startTimeout_isTheStartsDeadline() {
        // A long backoff: the reason is read while the plugin rests, not in its next try.
        home.settings("limits: { silent: { start_timeout: 700ms } }\nrestart: { backoff: 1m..1m, max: 5/10m }\n");
        home.file(
                "silent/plugin.yaml",
                "name: silent\nversion: 1.0.0\nruntime: grpc\ngrpc: { command: [sleep, \"60\"] }\n");
        home.file(
                "asks/plugin.yaml",
                "name: asks\nversion: 1.0.0\nruntime: grpc\ngrpc: { command: [sleep, \"60\"] }\n"
                        + "limits: { start_timeout: 500ms }\n");
        home.open(home.asDeclared());

        assertThat(home.plugins().status("silent").reason()).contains("700 ms");
        assertThat(home.plugins().status("asks").reason()).contains("500 ms");
    }

    @Test
    void memoryOfTheSettings_isTheLimit() {
        home.plugin().write();
        home.settings("limits: { contract: { memory: 8MiB } }\n");
        home.open();

        assertThat(home.failure("alloc", "16").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(home.ask("alloc", "2")).isEqualTo("ok");
    }

    @Test
    void fieldsThatAreNotEnforced_areSaid_andRefusedWhenStrict() throws IOException {
        imaged(HexFormat.of().parseHex(THROWING));
        home.open(home.asDeclared());
        assertThat(home.plugins().status("imaged").notes())
                .containsExactly("wasm.image: instances start the normal way, because it throws exceptions, and the"
                        + " engine keeps those to itself");

        home.settings("policy: strict\n");
        home.open(home.asDeclared());

        assertThat(state("imaged").isServing()).isFalse();
        assertThat(home.plugins().status("imaged").reason()).contains("policy strict", "image");
    }

    @Test
    void image_isWhatFreshInstancesStartFrom() throws IOException {
        imaged(
                Wat2Wasm.parse(
                        """
                (module
                  (import "mortise/1" "random" (func $random (param i32 i32)))
                  (import "mortise/1" "output" (func $output (param i32 i32)))
                  (memory (export "memory") 1)
                  (func (export "mortise_start") (param i32) (result i32)
                    (call $random (i32.const 0) (i32.const 8)) (i32.const 0))
                  (func (export "echo") (param i32) (result i32)
                    (call $output (i32.const 0) (i32.const 8)) (i32.const 0)))
                """));
        home.open(home.asDeclared());

        byte[] first = home.plugins().call("imaged", "echo", new byte[0]);

        assertThat(home.plugins().call("imaged", "echo", new byte[0])).isEqualTo(first);
        assertThat(home.plugins().status("imaged").notes())
                .containsExactly("wasm.image: new instances are copies of the first, random state included");
    }

    @Test
    void memoryBudget_keepsOneTooManyFromStarting() throws IOException {
        plain("first", "");
        plain("second", "activation: lazy\n");
        Files.write(directory.resolve("second/plugin.wasm"), Wat2Wasm.parse(SIXTEEN_PAGES));
        home.settings("budget: { memory: 1MiB }\n");
        home.open(home.asDeclared());

        PluginException refused = home.failure(CallRequest.of("second", "echo", "x"));

        assertThat(refused.getMessage()).contains("budget.memory allows 1048576");
        assertThat(home.plugins().call("first", "echo", "x")).isEqualTo("x");
        assertThat(state("second").isServing()).isFalse();
    }

    @Test
    void idleBudget_unloadsWhatNobodyCalls() throws IOException {
        plain("idler", "");
        home.settings("budget: { idle: 1h }\n");
        home.open(home.asDeclared());

        assertThat(state("idler")).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void pluginBudget_keepsOneTooManyFromStarting() throws IOException {
        plain("first", "");
        plain("second", "activation: lazy\n");
        home.settings("budget: { plugins: 1 }\n");
        home.open(home.asDeclared());

        PluginException refused = home.failure(CallRequest.of("second", "echo", "x"));

        assertThat(refused.getMessage()).contains("budget.plugins");
        assertThat(home.plugins().call("first", "echo", "x")).isEqualTo("x");
        assertThat(state("second").isServing()).isFalse();
    }

    @Test
    void service_ofAKindThatIsNotHere_isRefused() {
        home.plugin().write();
        home.settings("services: { kv: h2 }\n");

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> home.asDeclared().open());

        assertThat(refused.getMessage()).contains("services", "h2");
    }
}
