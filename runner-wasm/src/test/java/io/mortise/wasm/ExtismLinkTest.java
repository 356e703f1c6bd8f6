package io.mortise.wasm;

import static io.mortise.wasm.ExtismWat.GET;
import static io.mortise.wasm.ExtismWat.WEB;
import static io.mortise.wasm.ExtismWat.wat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an Extism manifest says is what happens; and modules that it links. */
@Timeout(60)
class ExtismLinkTest {
    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.offering(ExtismUsers.ALL), directory);
        guests.permissions = ExtismUsers.ASKS;
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void config_comesFromThePluginBeforeItsManifest() {
        guests.host.config("", "{\"own\":\"mine\",\"number\":4}");
        guests.files = Map.of(
                "c.wasm",
                wat("(func (export \"get\") (call $say (call $config (call $input_offset))))"),
                "extism.json",
                "{\"wasm\":[{\"path\":\"c.wasm\"}],\"config\":{\"own\":\"theirs\",\"other\":\"x\"}}".getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        Runner runner = guests.started(new byte[0], "get");

        assertThat(Guests.ask(runner, "get", "own")).isEqualTo("mine");
        assertThat(Guests.ask(runner, "get", "number")).isEqualTo("4");
        assertThat(Guests.ask(runner, "get", "other")).isEqualTo("x");
        assertThat(Guests.ask(runner, "get", "none")).isEmpty();
    }

    @Test
    void http_isHeldToAllowedHosts_andToTheLargestResponse() {
        guests.host.web((call, ask) -> new HttpAnswer(200, Map.of(), new byte[11]));
        guests.files = Map.of(
                "w.wasm",
                wat(WEB),
                "extism.json",
                "{\"wasm\":[{\"path\":\"w.wasm\"}],\"allowed_hosts\":[\"a.*\"],\"memory\":{\"max_http_response_bytes\":10}}"
                        .getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        Runner runner = guests.started(new byte[0], "ask");

        assertThat(Guests.trap(runner, "ask", GET).message()).contains("max_http_response_bytes is 10");
        assertThat(Guests.failure(runner, "ask", GET.replace("a.example", "b.example"))
                        .failure())
                .isEqualTo(Failure.GRANT_MISSING);
    }

    @Test
    void timeout_ofTheManifest_endsACall() {
        guests.files = Map.of(
                "t.wasm",
                wat("(func (export \"spin\") (loop $again (br $again)))"),
                "extism.json",
                "{\"wasm\":[{\"path\":\"t.wasm\"}],\"timeout_ms\":50}".getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        Runner runner = guests.started(new byte[0], "spin");

        PluginException failure = Guests.failure(runner, "spin", "");

        assertThat(failure.failure()).isEqualTo(Failure.DEADLINE_PASSED);
        assertThat(((Detail.Timing) failure.detail()).limit()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void modules_thatImportFromEachOther_areLinked() {
        String even =
                """
                (module (import "odd" "is_odd" (func $odd (param i32) (result i32)))
                  (global $ready (export "ready") (mut i32) (i32.const 0))
                  (func (export "_initialize") (global.set $ready (i32.const 1)))
                  (func (export "is_ready") (result i32) (global.get $ready))
                  (func (export "is_even") (param i32) (result i32)
                    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
                      (else (call $odd (i32.sub (local.get 0) (i32.const 1)))))))
                """;
        String odd =
                """
                (module (import "even" "is_even" (func $even (param i32) (result i32)))
                  (import "even" "is_ready" (func $ready (result i32)))
                  (func (export "is_odd") (param i32) (result i32)
                    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                      (else (call $even (i32.sub (local.get 0) (i32.const 1))))))
                  (func (export "seven") (result i32) (i32.add (i32.const 40) (i32.add (call $ready) (call $even (i32.const 7))))))
                """;
        guests.files = Map.of(
                "even.wasm",
                Wat2Wasm.parse(even),
                "odd.wasm",
                Wat2Wasm.parse(odd),
                "extism.json",
                "{\"wasm\":[{\"path\":\"even.wasm\",\"name\":\"even\"},{\"path\":\"odd.wasm\",\"name\":\"odd\"}]}"
                        .getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");

        Runner runner = guests.started(new byte[0], "seven");

        assertThat(Guests.failure(runner, "seven", "")).hasMessageContaining("returned 41 ");
    }

    @Test
    void modules_thatDoNotFit_areNamed() {
        String main =
                """
                (module (import "lib" "f" (func (param i64))) (import "lib" "memory" (memory 1))
                  (import "extism:host/env" "foo" (func)) (func (export "go")))
                """;
        guests.files = Map.of(
                "lib.wasm",
                Wat2Wasm.parse("(module (memory (export \"memory\") 1) (func (export \"f\") (param i32)))"),
                "main.wasm",
                Wat2Wasm.parse(main),
                "extism.json",
                "{\"wasm\":[{\"path\":\"lib.wasm\",\"name\":\"lib\"},{\"path\":\"main.wasm\"}]}".getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");

        PluginException bad =
                catchThrowableOfType(PluginException.class, () -> guests.loaded(new byte[0], "go", "missing"));

        assertThat(((Detail.Violations) bad.detail()).all().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "function missing: is declared, but the module exports no function of that name",
                        "import extism:host/env.foo: needs extism:host/env.foo, which this host does not have",
                        "import lib.f: has type (i64) -> (), module lib exports (i32) -> ()",
                        "import lib.memory: is no function; modules share functions only");
    }

    @Test
    void module_thatIsNotWhatItsHashSays_isRefused() {
        guests.files = Map.of(
                "m.wasm",
                wat("(func (export \"go\"))"),
                "extism.json",
                ("{\"wasm\":[{\"path\":\"m.wasm\",\"hash\":\"" + "a".repeat(64) + "\"}]}").getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");

        assertThat(catchThrowableOfType(PluginException.class, () -> guests.loaded(new byte[0], "go")))
                .hasMessageContaining("m.wasm: has the SHA-256 ")
                .hasMessageContaining("its manifest says aaaa");

        guests.files = Map.of("extism.json", "{\"wasm\":[{\"path\":\"../m.wasm\"}]}".getBytes());
        assertThat(catchThrowableOfType(PluginException.class, () -> guests.loaded(new byte[0], "go")))
                .hasMessageContaining("../m.wasm: is not a path inside the plugin");
    }

    @Test
    void variables_haveTheRoomTheManifestGives() {
        String body = "(data (i32.const 0) \"k\") (func (export \"set\") (call $var_set"
                + " (call $text (i32.const 0) (i32.const 1)) (call $input_offset)))";
        guests.files = Map.of(
                "v.wasm",
                wat(body),
                "extism.json",
                "{\"wasm\":[{\"path\":\"v.wasm\"}],\"memory\":{\"max_var_bytes\":100}}".getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        Runner small = guests.started(new byte[0], "set");
        Guests.ask(small, "set", "x".repeat(40));
        assertThat(Guests.trap(small, "set", "x".repeat(60)).message()).startsWith("Variable store is full");
    }
}
