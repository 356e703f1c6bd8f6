package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.cli.link.View;
import io.mortise.testkit.ContractGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home in which no manager runs, with a real module in it. */
class FilesOnlyTest {
    private static final Path EXAMPLES =
            Path.of("../examples/plugins").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        directory = directory.toRealPath();
        Path hello = Files.createDirectories(directory.resolve("hello-wasm"));
        for (String file : new String[] {"plugin.yaml", "plugin.wasm"}) {
            Files.copy(
                    EXAMPLES.resolve("hello-wasm").resolve(file),
                    hello.resolve(file),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path wants = Files.createDirectories(directory.resolve("wants"));
        Files.copy(hello.resolve("plugin.wasm"), wants.resolve("plugin.wasm"));
        Files.writeString(
                wants.resolve("plugin.yaml"),
                "name: wants\nversion: 1.0.0\nruntime: wasm\nfunctions: { greet: {} }\npermissions: { kv: {} }\n");
    }

    private Ran mortise(String... words) {
        return Ran.mortise(directory, words);
    }

    @Test
    void call_startsJustThatPlugin_andSaysSo() {
        Ran ran = mortise("call", "hello-wasm", "greet", "name=Ada");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("{\"greeting\":\"Hello, Ada!\"}");
        assertThat(ran.err()).isEqualTo("no manager runs in " + directory + "; starting hello-wasm for this call\n");
    }

    @Test
    void call_runsADirectory_andABareModule() {
        assertThat(mortise("call", "./hello-wasm", "greet", "name=Bo").out())
                .isEqualTo("{\"greeting\":\"Hello, Bo!\"}");
        assertThat(mortise("call", "hello-wasm/plugin.wasm", "greet", "name=Cy").out())
                .isEqualTo("{\"greeting\":\"Hello, Cy!\"}");
        assertThat(directory.resolve(".mortise")).doesNotExist();
    }

    @Test
    void call_givesAPathNothing_unlessItIsSaid() {
        Ran denied = mortise("call", "./wants", "greet", "name=Ada");

        assertThat(denied.exit()).isEqualTo(5);
        assertThat(denied.err()).contains("wants kv, for this run; give it all of that with --grant");
        assertThat(mortise("call", "./wants", "greet", "name=Ada", "--grant").exit())
                .isZero();
    }

    @Test
    void call_saysWhereTheTimeWent_whenItRanOut() throws IOException {
        // (func (export "spin") (param i32) (result i32) (loop br 0) i32.const 0)
        byte[] spin = HexFormat.of()
                .parseHex("0061736d010000000106016001" + "7f017f030201000503010001" + "07110206"
                        + "6d656d6f72790200047370696e0000" + "0a0b0109000340" + "0c000b41000b");
        Files.write(directory.resolve("spin.wasm"), spin);

        Ran ran = mortise("call", "./spin.wasm", "spin", "--timeout", "300ms");

        assertThat(ran.exit()).isEqualTo(7);
        assertThat(ran.err())
                .contains("ran into its deadline of 300 ms", "[DEADLINE_PASSED]", " in the guest, 0 ms in host calls");
    }

    @Test
    void call_saysWhatAPathLacks() {
        assertThat(mortise("call", "./nothing", "greet").err())
                .contains("is neither a plugin's name nor a directory nor a .wasm");
        assertThat(mortise("call", ".", "greet").err()).contains("holds no plugin.yaml");
    }

    @Test
    void listDiffGrantDenyExplainConfig_workOnFiles() {
        assertThat(mortise("list").out()).contains("hello-wasm", "idle", "wants", "awaiting grant");
        assertThat(directory.resolve(".mortise"))
                .as("reading leaves nothing behind")
                .doesNotExist();
        assertThat(mortise("diff", "wants").out()).contains("key-value data");

        assertThat(mortise("grant", "wants").exit()).isZero();
        assertThat(directory.resolve("grants.yaml")).content().contains("wants");
        assertThat(mortise("grants").out()).contains("wants", "kv");
        assertThat(mortise("explain", "hello-wasm").out()).contains("greeting", "Hello");
        assertThat(mortise("config", "hello-wasm", "greeting=Hej").exit()).isZero();
        assertThat(mortise("call", "hello-wasm", "greet", "name=Ada").out()).isEqualTo("{\"greeting\":\"Hej, Ada!\"}");
        assertThat(mortise("deny", "wants").exit()).isZero();
        assertThat(mortise("list").out()).contains("awaiting grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status", "logs x", "reload x", "disable x", "enable x", "errors", "why x", "host", "events"})
    void whatNeedsAManager_saysHowToStartOne(String words) {
        Ran ran = mortise(words.split(" "));

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err())
                .isEqualTo("error: home " + directory + ": no manager runs there; mortise run " + directory
                        + " [NOT_SERVING]\n");
    }

    @Test
    void check_passesOnlyWhenEverythingRuns() {
        Ran some = mortise("check");
        assertThat(some.exit()).isEqualTo(4);
        assertThat(some.out()).contains("ok  hello-wasm@1.0.0 running", "no  wants@1.0.0 awaiting grant");

        Ran all = mortise("check", "--grant-as-declared");
        assertThat(all.out()).contains("ok  wants@1.0.0 running");
        assertThat(all.exit()).isZero();
        assertThat(mortise("check", "hello-wasm").exit()).isZero();
        assertThat(mortise("check", "./hello-wasm", "--no-start").exit()).isZero();
        assertThat(directory.resolve(".mortise")).doesNotExist();
    }

    @Test
    void check_listsEveryProblem() throws IOException {
        Files.writeString(
                directory.resolve("wants/plugin.yaml"), "name: wants\nversion: one\nruntime: wasm\nfuncions: {}\n");

        Ran ran = mortise("check", "--no-start");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).contains("no  wants invalid", "plugin.yaml:2", "plugin.yaml:4", "functions");
    }

    @Test
    void inspect_showsAModule_withoutRunningIt() {
        assertThat(mortise("inspect", "./hello-wasm").out())
                .contains("plugin        hello-wasm", "callable      greet", "always there: ", "memory");
        assertThat(mortise("inspect", "hello-wasm/plugin.yaml").err()).contains("[BAD_MODULE]");
    }

    @Test
    void call_givesABareModule_onlyWhatWasSaid() throws IOException {
        Files.write(directory.resolve("any.wasm"), ContractGuest.module());

        Ran denied = mortise("call", "./any.wasm", "kv_set", "--text", "k 0 one");
        Ran granted = mortise("call", "./any.wasm", "kv_set", "--text", "k 0 one", "--grant=kv");
        Ran unknown = mortise("call", "./any.wasm", "kv_set", "--text", "k 0 one", "--grant=kw");

        assertThat(denied.exit()).isEqualTo(1);
        assertThat(denied.err())
                .startsWith(
                        "any.wasm speaks mortise/1 and may reach nothing beyond computing; imports app, cache,"
                                + " events.publish, http, jobs, kv, mail, plugins, secrets, sql and is denied it, see --grant\n");
        assertThat(granted.out()).isEqualTo("1");
        assertThat(granted.err()).startsWith("any.wasm speaks mortise/1 and may reach kv; imports app,");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("kw");
        assertThat(directory.resolve(".mortise")).doesNotExist();
    }

    @Test
    void inspect_sketchesAManifest_thatCheckAccepts() throws IOException {
        for (byte[] module :
                List.of(ContractGuest.module(), Files.readAllBytes(directory.resolve("hello-wasm/plugin.wasm")))) {
            Path plugin = Files.createTempDirectory(directory, "sketched");
            Files.write(plugin.resolve("guest.wasm"), module);

            String yaml =
                    mortise("inspect", plugin + "/guest.wasm", "--manifest").out();
            Files.writeString(plugin.resolve("plugin.yaml"), yaml);
            Ran checked = mortise("check", plugin.toString(), "--grant-as-declared");

            assertThat(yaml).contains("name: guest\n", "  module: guest.wasm\n", "  abi: mortise/1\n");
            assertThat(checked.exit()).as(yaml + checked.out() + checked.err()).isZero();
        }
    }

    @Test
    void inspect_tellsWhatAModuleIs_asJson() {
        View seen = mortise("inspect", "hello-wasm/plugin.wasm", "--json").json();

        assertThat(seen.text("abi")).isEqualTo("mortise/1");
        assertThat(seen.texts("callable")).containsExactly("greet");
        assertThat(seen.view("sections").number("code")).isPositive();
        assertThat(seen.text("traps")).startsWith("told with ");
    }

    @Test
    void nowhere_saysThatThereIsNoHome() throws IOException {
        Path empty = Files.createDirectory(directory.resolve(".empty"));

        assertThat(Ran.mortise(empty, "list").err())
                .contains("no manager runs, and this directory holds no plugins; start one with `mortise run DIR`");
        assertThat(Ran.mortise(empty, "list", "--home", "gone").err()).contains("there is no such directory");
    }

    @Test
    void help_version_completion_areData() {
        assertThat(mortise("--help").out()).contains("mortise run examples/plugins", "Exit codes:");
        assertThat(mortise("version").out()).startsWith("mortise 0.");
        assertThat(mortise("completion").out()).contains("complete -F", "reload");
        assertThat(mortise("call", "--help").out()).contains("--timeout");
    }
}
