package io.mortise.wasm;

import static io.mortise.wasm.ExtismWat.GET;
import static io.mortise.wasm.ExtismWat.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.LogLine;
import io.mortise.api.manifest.Permissions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of Extism's guests, one rule a test, with guests of a few lines. */
@Timeout(60)
class ExtismGuestTest {
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

    private Runner started(String body, String... functions) {
        return guests.started(ExtismWat.wat(body), functions);
    }

    @Test
    void echo_givesTheInputBack_whereverItLies() {
        Runner runner = started(
                """
                (func (export "by_handle") (result i32) (call $say (call $input_offset)) (i32.const 0))
                (func (export "first_bytes") (local $h i64)
                  (local.set $h (call $alloc (i64.const 9)))
                  (call $store64 (local.get $h) (call $input_load64 (i64.const 0)))
                  (call $store (i64.add (local.get $h) (i64.const 8)) (call $input_load (i64.const 8)))
                  (call $say (local.get $h)))
                (func (export "beyond") (local $h i64)
                  (local.set $h (call $alloc (i64.const 9)))
                  (call $store64 (local.get $h) (call $input_load64 (i64.sub (call $input_length) (i64.const 7))))
                  (call $store (i64.add (local.get $h) (i64.const 8)) (call $input_load (call $input_length)))
                  (call $say (local.get $h)))
                """,
                "by_handle",
                "first_bytes",
                "beyond");

        assertThat(Guests.ask(runner, "by_handle", "hello")).isEqualTo("hello");
        assertThat(Guests.ask(runner, "by_handle", "")).isEmpty();
        assertThat(Guests.ask(runner, "first_bytes", "123456789")).isEqualTo("123456789");
        assertThat(Guests.ask(runner, "beyond", "123456789")).isEqualTo("\0".repeat(9));
    }

    @Test
    void memory_forgetsACall_beforeTheNext() {
        Runner runner = started(
                """
                (global $kept (mut i64) (i64.const 0))
                (func (export "keep") (global.set $kept (call $input_offset)))
                (func (export "peek") (local $h i64)
                  (call $store (local.tee $h (call $alloc (i64.const 1))) (call $load (global.get $kept)))
                  (call $say (local.get $h)))
                """,
                "keep",
                "peek");

        Guests.ask(runner, "keep", "secret");

        assertThat(Guests.ask(runner, "peek", "")).isEqualTo("\0");
    }

    @Test
    void error_isTheFailure_whateverWasReturned() {
        Runner runner = started(
                """
                (data (i32.const 0) "too bad")
                (func (export "with_code") (result i32) (call $error (call $text (i32.const 0) (i32.const 7))) (i32.const -1))
                (func (export "with_zero") (result i32) (call $error (call $text (i32.const 0) (i32.const 7))) (i32.const 0))
                (func (export "taken_back") (result i32)
                  (call $error (call $text (i32.const 0) (i32.const 7))) (call $error (i64.const 0)) (i32.const 0))
                (func (export "code_only") (result i32) (i32.const 500))
                (func (export "and_trap") (call $error (call $text (i32.const 0) (i32.const 7))) unreachable)
                """,
                "with_code",
                "with_zero",
                "taken_back",
                "code_only",
                "and_trap");

        for (String function : List.of("with_code", "with_zero")) {
            PluginException failure = Guests.failure(runner, function, "");
            assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
            assertThat(failure.userText()).isEqualTo("too bad");
        }
        assertThat(Guests.ask(runner, "taken_back", "")).isEmpty();
        assertThat(Guests.failure(runner, "code_only", "")).hasMessageContaining("returned 500 and said nothing");
        assertThat(Guests.trap(runner, "and_trap", "").message()).startsWith("too bad (");
        assertThat(Guests.ask(runner, "taken_back", "")).isEmpty();
    }

    @Test
    void exit_zeroIsSuccess_andTheOutputCounts() {
        Runner runner = started(
                """
                (data (i32.const 0) "done")
                (func (export "well") (call $say (call $text (i32.const 0) (i32.const 4))) (call $exit (i32.const 0)))
                (func (export "badly") (call $exit (i32.const 3)))
                """,
                "well",
                "badly");

        assertThat(Guests.ask(runner, "well", "")).isEqualTo("done");
        assertThat(Guests.failure(runner, "badly", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(Guests.ask(runner, "well", "")).isEqualTo("done");
    }

    @Test
    void initialisers_runOnceInTheirOrder_andStartNever() {
        Runner runner = started(
                """
                (global $log (mut i32) (i32.const 0))
                (func (export "_initialize") (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (i32.const 1))))
                (func (export "hs_init") (param i32 i32) (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (i32.const 2))))
                (func (export "__wasm_call_ctors") (global.set $log (i32.const 9)))
                (func (export "_start") (global.set $log (i32.const 8)))
                (func (export "log") (result i32) (global.get $log))
                """,
                "log");

        assertThat(Guests.failure(runner, "log", "")).hasMessageContaining("returned 12 ");
        assertThat(Guests.failure(runner, "log", "")).hasMessageContaining("returned 12 ");
    }

    @Test
    void variables_liveWithTheInstance_withinTheirRoom() {
        String body =
                """
                (data (i32.const 0) "k")
                (func (export "set") (call $var_set (call $text (i32.const 0) (i32.const 1)) (call $input_offset)))
                (func (export "get") (call $say (call $var_get (call $text (i32.const 0) (i32.const 1)))))
                (func (export "bad") (call $var_set (i64.const 7) (i64.const 0)))
                """;
        Runner runner = started(body, "set", "get", "bad");

        assertThat(Guests.ask(runner, "get", "")).isEmpty();
        Guests.ask(runner, "set", "one");
        assertThat(Guests.ask(runner, "get", "")).isEqualTo("one");
        Guests.ask(runner, "set", "");
        assertThat(Guests.ask(runner, "get", "")).isEmpty();
        assertThat(Guests.trap(runner, "bad", "").message()).isEqualTo("invalid handle offset: 7");
    }

    @Test
    void http_goesThroughTheHost_withStatusAndHeaders() {
        guests.host.web((call, ask) -> new HttpAnswer(
                204, Map.of("x-a", List.of("1", "2")), (ask.method() + ask.url() + ask.headers()).getBytes()));
        Runner runner = started(WEB, "ask", "headers", "status");

        assertThat(Guests.ask(runner, "ask", GET)).isEqualTo("GEThttp://a.example/x{x=[y]}");
        assertThat(Guests.ask(runner, "headers", GET)).isEqualTo("{\"x-a\":\"1,2\"}");
        assertThat(Guests.failure(runner, "status", GET)).hasMessageContaining("returned 204 ");
        assertThat(Guests.trap(runner, "ask", "no json").message()).contains("wants a JSON object");
    }

    @Test
    void http_notGranted_endsTheGuest_withTheGrantThatIsMissing() {
        guests.host.deny("http");
        Runner runner = started(WEB, "ask");

        PluginException failure = Guests.failure(runner, "ask", GET);

        assertThat(failure.failure()).isEqualTo(Failure.GRANT_MISSING);
        assertThat(failure)
                .hasMessage("guest@1.0.0#1: \"ask\": HTTP request to 'http://a.example/x' is not allowed: "
                        + "http is not granted [GRANT_MISSING]");
    }

    @Test
    void log_reachesThePluginsLog() {
        Runner runner = started("(func (export \"warn\") (call $warn (call $input_offset)))", "warn");

        Guests.ask(runner, "warn", "look out");

        assertThat(guests.host.logged).contains(LogLine.of(LogLine.Level.WARN, "look out"));
    }

    @Test
    void hostFunction_runsWithTheGuestsBlocks_behindTheGate() {
        String body =
                """
                (import "host" "to_upper" (func $upper (param i64) (result i64)))
                """;
        byte[] module = Wat2Wasm.parse("(module " + body + ExtismWat.KERNEL
                + "(func (export \"up\") (call $say (call $upper (call $input_offset))))"
                + "(func (export \"bad\") (call $say (call $upper (i64.const 5)))))");
        Runner runner = guests.started(module, "up", "bad");

        assertThat(Guests.ask(runner, "up", "abc")).isEqualTo("ABC");
        assertThat(guests.host.made).anyMatch(made -> made.getKey().equals("app_run host.to_upper"));
        assertThat(Guests.trap(runner, "bad", "").message()).isEqualTo("invalid handle offset: 5");
        guests.host.deny("app");
        PluginException failure = Guests.failure(runner, "up", "abc");
        assertThat(failure.failure()).isEqualTo(Failure.GRANT_MISSING);
        assertThat(failure).hasMessageContaining("\"up\" wanted host.to_upper");
    }

    @Test
    void output_overTheLimit_isRefused_andTheGuestGoesOn() {
        guests.limits = guests.limits.withPayloadBytes(1_000);
        Runner runner = started(
                """
                (func (export "large") (call $say (call $alloc (i64.const 1001))))
                (func (export "fits") (call $say (call $alloc (i64.const 1000))))
                """,
                "large",
                "fits");

        assertThat(Guests.failure(runner, "large", "").failure()).isEqualTo(Failure.LIMIT_REACHED);
        assertThat(Guests.ask(runner, "fits", "")).hasSize(1_000);
    }

    @Test
    void alloc_isZero_whenArenaAndMemoryFillTheLimit() {
        guests.limits = guests.limits.withMemoryBytes(2 << 20);
        Runner runner = started(
                """
                (func (export "fill") (result i32) (local $n i32)
                  (loop $next
                    (if (i64.ne (call $alloc (i64.const 65536)) (i64.const 0))
                      (then (local.set $n (i32.add (local.get $n) (i32.const 1))) (br $next))))
                  (local.get $n))
                """,
                "fill");

        Detail.Rejection said =
                (Detail.Rejection) Guests.failure(runner, "fill", "").detail();

        assertThat(Integer.parseInt(said.message().split(" ")[1])).isBetween(20, 31);
    }

    @Test
    void unaskedImport_isTold_andTheModuleLoads() {
        guests.permissions = Permissions.NONE;

        guests.loaded(ExtismWat.wat("(func (export \"go\"))"), "go");

        assertThat(guests.notes)
                .containsExactly("imports extism:host/env.http_request, and plugin.yaml asks for no permission http: "
                        + "such calls are refused");
    }
}
