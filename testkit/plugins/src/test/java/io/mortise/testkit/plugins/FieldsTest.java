package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.GrpcRunnerFactory;
import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginState;
import io.mortise.testkit.ContractGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fields do together, and what is said of them, beside that each alone is enforced (see EveryFieldTest). */
@Timeout(60)
class FieldsTest {
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
    void environmentAndArguments_reachTheProcess() {
        home.file(
                "argued/plugin.yaml",
                "name: argued\nversion: 1.0.0\nruntime: grpc\n"
                        + "grpc: { command: [sh, -c], args: [\"echo $TZ ${PLANTED-nothing} >&2; exit 3\"], env: { TZ: Mars } }\n");
        home.open(home.asDeclared());

        assertThat(home.plugins().status("argued").reason()).contains("Mars nothing");
    }

    @Test
    void requirement_thatIsMet_letsItStart() throws IOException {
        plain("geo", "");
        plain("needy", "requires: { mortise: \">=0.1.0-0\", app: { deskbot: \"^2.1\" }, plugins: { geo: \">=1\" } }\n");
        home.open(home.asDeclared().app("deskbot", "2.3.0"));

        assertThat(home.plugins().call("needy", "echo", "met")).isEqualTo("met");
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
