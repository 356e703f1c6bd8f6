package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests of flowbot, gonext and goatkit, of a few lines each: what comes in, what goes out, what is refused. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Mode.class)
class OtherDialectsTest {
    /** A heap that only grows; $answer gives back text from the data with its length in one i64. */
    private static final String HEAP =
            """
            (memory (export "memory") 1)
            (global $top (mut i32) (i32.const 4096))
            (func $room (param $n i32) (result i32)
              (global.set $top (i32.add (global.get $top) (local.get $n)))
              (i32.sub (global.get $top) (local.get $n)))
            (func $pack (param $at i32) (param $n i32) (result i64)
              (i64.or (i64.shl (i64.extend_i32_u (local.get $at)) (i64.const 32)) (i64.extend_i32_u (local.get $n))))
            """;

    private static final String FLOWBOT =
            "(module (import \"flowbot\" \"get_config\" (func $config (param i32 i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"kv_set\" (func $set (param i32 i32 i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"kv_get\" (func $get (param i32 i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"kv_delete\" (func $delete (param i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"http_request\" (func $http (param i32 i32 i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"emit_event\" (func $emit (param i32 i32) (result i32)))"
                    + "(import \"flowbot\" \"log\" (func $log (param i32 i32 i32)))"
                    + HEAP
                    + """
            (data (i32.const 0) "{\\"data\\":\\"")
            (data (i32.const 16) "{\\"error\\":\\"no such thing\\"}")
            (data (i32.const 48) "started") (data (i32.const 64) "yes")
            (global $ready (mut i32) (i32.const 0))
            (func (export "alloc") (param i32) (result i32) (call $room (local.get 0)))
            (func (export "free") (param i32))
            (func (export "init") (param i32 i32) (result i64) (global.set $ready (local.get 1))
              (drop (call $set (i32.const 48) (i32.const 7) (i32.const 48) (i32.const 7))) (i64.const 0))
            (func (export "is_ready") (result i32) (i32.gt_s (global.get $ready) (i32.const 2)))
            (func $data (param $n i32) (result i64)
              (memory.copy (i32.const 1024) (i32.const 0) (i32.const 9))
              (i32.store16 (i32.add (i32.const 1033) (local.get $n)) (i32.const 0x7d22))
              (call $pack (i32.const 1024) (i32.add (local.get $n) (i32.const 11))))
            (func (export "command") (param i32 i32) (result i64)
              (memory.copy (i32.const 1033) (local.get 0) (local.get 1)) (call $data (local.get 1)))
            (func (export "fails") (param i32 i32) (result i64) (call $pack (i32.const 16) (i32.const 25)))
            (func (export "silent") (param i32 i32) (result i64) (i64.const 0))
            (func (export "config") (param i32 i32) (result i64)
              (call $data (call $config (local.get 0) (local.get 1) (i32.const 1033))))
            (func (export "keep") (param i32 i32) (result i64)
              (memory.copy (i32.const 1033) (i32.const 64) (i32.const 3))
              (call $data (i32.mul (i32.const 3) (call $set (local.get 0) (local.get 1) (local.get 0) (local.get 1)))))
            (func (export "kept") (param i32 i32) (result i64)
              (call $data (call $get (local.get 0) (local.get 1) (i32.const 1033))))
            (func (export "drop") (param i32 i32) (result i64)
              (call $log (i32.const 2) (local.get 0) (local.get 1))
              (drop (call $delete (local.get 0) (local.get 1))) (i64.const 0))
            (func (export "web") (param i32 i32) (result i64)
              (call $pack (i32.const 2048) (call $http (local.get 0) (local.get 1) (i32.const 2048) (i32.const 1000))))
            (func (export "emit") (param i32 i32) (result i64)
              (memory.copy (i32.const 1033) (i32.const 64) (i32.const 3))
              (call $data (i32.mul (i32.const 3) (call $emit (local.get 0) (local.get 1)))))
            )""";

    private static final String GONEXT = "(module (import \"env\" \"gn_log\" (func $log (param i32 i32 i32)))"
            + "(import \"env\" \"gn_panic\" (func $panic (param i32 i32)))"
            + "(import \"gonext_data\" \"gn_kv_incr\" (func $incr (param i32 i32 i64) (result i64)))"
            + "(import \"gonext_data\" \"gn_kv_get\" (func $get (param i32 i32) (result i64)))"
            + "(import \"env_net\" \"gn_http_fetch\" (func $fetch (param i32 i32) (result i64)))"
            + HEAP
            + """
            (data (i32.const 0) "hits")
            (data (i32.const 16) "{\\"value\\":\\"new\\"}")
            (data (i32.const 40) "{\\"url\\":\\"http://a.example/\\"}")
            (func (export "gn_alloc") (param i32) (result i32) (call $room (local.get 0)))
            (func (export "gn_free") (param i32 i32))
            (func (export "gn_handle_hook") (param $n i32) (param $nl i32) (param $p i32) (param $pl i32) (result i64)
              (local $c i32) (local.set $c (i32.load8_u (local.get $n)))
              (if (i32.eq (local.get $c) (i32.const 101)) (then (return (call $pack (local.get $p) (local.get $pl)))))
              (if (i32.eq (local.get $c) (i32.const 110)) (then (return (call $pack (i32.const 16) (i32.const 15)))))
              (if (i32.eq (local.get $c) (i32.const 112)) (then (call $panic (i32.const 0) (i32.const 4))))
              (if (i32.eq (local.get $c) (i32.const 98)) (then (return (i64.const 0xfffffffd))))
              (if (i32.eq (local.get $c) (i32.const 108))
                (then (call $log (i32.const 3) (local.get $p) (local.get $pl)) (return (i64.const 0))))
              (i64.const 0xfffffffc))
            (func (export "gn_handle_job") (param $n i32) (param $nl i32) (param $p i32) (param $pl i32) (result i64)
              (local $c i32) (local.set $c (i32.load8_u (local.get $n)))
              (if (i32.eq (local.get $c) (i32.const 99))
                (then (drop (call $incr (i32.const 0) (i32.const 4) (i64.const 7))) (return (call $get (i32.const 0) (i32.const 4)))))
              (if (i32.eq (local.get $c) (i32.const 119)) (then (return (call $fetch (i32.const 40) (i32.const 27)))))
              (call $pack (local.get $p) (local.get $pl)))
            )""";

    private static final String GOATKIT =
            "(module (import \"gk\" \"host_call\" (func $host (param i32 i32 i32 i32) (result i64)))"
                    + "(import \"gk\" \"log\" (func $log (param i32 i32 i32)))"
                    + HEAP
                    + """
            (data (i32.const 0) "{\\"name\\":\\"g\\",\\"routes\\":[{\\"handler\\":\\"echo\\"}],\\"jobs\\":[{\\"handler\\":\\"cache_get\\"}],\\"templates\\":[{\\"name\\":\\"a b\\",\\"override\\":true}],\\"widgets\\":[{\\"handler\\":\\"fails\\"}]}")
            (data (i32.const 512) "{\\"error\\":\\"not today\\"}")
            (func (export "gk_register") (result i64) (call $pack (i32.const 0) (i32.const 152)))
            (func (export "gk_malloc") (param i32) (result i32) (call $room (local.get 0)))
            (func (export "gk_call") (param $n i32) (param $nl i32) (param $p i32) (param $pl i32) (result i64)
              (local $c i32) (local.set $c (i32.load8_u (local.get $n)))
              (if (i32.eq (local.get $c) (i32.const 101)) (then (return (call $pack (local.get $p) (local.get $pl)))))
              (if (i32.eq (local.get $c) (i32.const 102)) (then (return (call $pack (i32.const 512) (i32.const 21)))))
              (call $host (local.get $n) (local.get $nl) (local.get $p) (local.get $pl)))
            )""";

    @TempDir
    Path directory;

    @Parameter
    Mode mode;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(mode.factory(), directory);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private Runner started(String wat, String... functions) {
        return guests.started(Wat2Wasm.parse(wat), functions);
    }

    @Test
    void flowbot_answersWhatStandsInItsEnvelope() {
        Runner runner = started(FLOWBOT, "command", "fails", "silent", "config");
        guests.host.config("/city", "\"Ulm\"");

        assertThat(Guests.ask(runner, "command", "hello")).isEqualTo("\"hello\"");
        assertThat(Guests.ask(runner, "silent", "x")).isEmpty();
        assertThat(Guests.ask(runner, "config", "city")).isEqualTo("\"Ulm\"");
        assertThat(Guests.ask(runner, "config", "none")).isEqualTo("\"\"");
        PluginException failure = Guests.failure(runner, "fails", "x");
        assertThat(failure.detail()).isEqualTo(new Detail.Rejection(StatusCode.UNKNOWN, "no such thing"));
    }

    @Test
    void flowbot_isInitialisedOnEveryInstance_withoutOutsideEffect() {
        guests.config = "{\"a\":1}";
        Runner runner = started(FLOWBOT, "command");

        assertThat(runner.health(Deadline.after(Duration.ofSeconds(5))).ready()).isTrue();
        assertThat(guests.host.made).isEmpty();
    }

    @Test
    void flowbot_reachesTheServices_andSeesNothingWhenDenied() {
        guests.host.web((call, ask) ->
                new HttpAnswer(201, Map.of("x", List.of("y")), ask.method().getBytes()));
        Runner runner = started(FLOWBOT, "keep", "kept", "drop", "web", "emit");

        assertThat(Guests.ask(runner, "keep", "key")).isEqualTo("\"yes\"");
        assertThat(Guests.ask(runner, "kept", "key")).isEqualTo("\"key\"");
        Guests.ask(runner, "drop", "key");
        assertThat(Guests.ask(runner, "kept", "key")).isEqualTo("\"\"");
        assertThat(guests.host.logged).contains(LogLine.of(LogLine.Level.WARN, "key"));
        assertThat(Guests.ask(runner, "web", "{\"url\":\"http://a.example/\",\"method\":\"post\"}"))
                .as("the answer is no envelope: it has neither error nor data")
                .isEmpty();
        assertThat(guests.host.made).anyMatch(made -> made.getKey().equals("http"));
        Guests.ask(runner, "emit", "{\"event_type\":\"a.b\",\"entity_id\":\"7\",\"payload\":{\"c\":1}}");
        assertThat(guests.host.emitted)
                .containsExactly(new io.mortise.api.host.EventService.Ask("a.b", "7", "{\"c\":1}", ""));

        List.of("kv", "http", "events.publish", "events").forEach(guests.host::deny);
        assertThat(Guests.ask(runner, "keep", "key")).isEqualTo("\"\"");
        assertThat(Guests.ask(runner, "kept", "key")).isEqualTo("\"\"");
        assertThat(Guests.failure(runner, "web", "{\"url\":\"http://a.example/\"}"))
                .hasMessageContaining("http is not granted");
    }

    @Test
    void gonext_filterGivesTheValueAfterIt() {
        Runner runner =
                started(GONEXT, "filter.echo", "filter.new", "filter.log", "action.log", "action.bad", "filter.x");

        assertThat(Guests.ask(runner, "filter.new", "old")).isEqualTo("new");
        assertThat(Guests.ask(runner, "filter.new", "{\"a\":1}")).isEqualTo("\"new\"");
        assertThat(Guests.ask(runner, "filter.echo", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(Guests.ask(runner, "filter.log", "same")).isEqualTo("same");
        assertThat(Guests.ask(runner, "action.log", "[1,2]")).isEmpty();
        assertThat(guests.host.logged)
                .contains(
                        LogLine.of(LogLine.Level.ERROR, "{\"kind\":\"filter\",\"value\":\"same\",\"args\":[]}"),
                        LogLine.of(LogLine.Level.ERROR, "{\"kind\":\"action\",\"args\":[1,2]}"));
        assertThat(Guests.failure(runner, "action.bad", "{}").code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
        assertThat(Guests.failure(runner, "filter.x", "{}").code()).isEqualTo(StatusCode.UNIMPLEMENTED);
    }

    @Test
    void gonext_panicIsATrapWithItsWords() {
        Runner runner = started(GONEXT, "action.panic", "filter.echo");

        assertThat(Guests.trap(runner, "action.panic", "").message()).isEqualTo("hits");
        assertThat(Guests.ask(runner, "filter.echo", "1")).isEqualTo("1");
    }

    @Test
    void gonext_jobReachesTheServices_andSeesNegativeNumbers() {
        Runner runner = started(GONEXT, "job.count", "job.web", "job.echo");

        assertThat(Guests.ask(runner, "job.count", "")).isEqualTo("7");
        assertThat(Guests.ask(runner, "job.count", "")).isEqualTo("14");
        assertThat(Guests.ask(runner, "job.web", "")).isEqualTo("{\"status\":200,\"headers\":{},\"body\":\"d2Vi\"}");
        assertThat(Guests.ask(runner, "job.echo", "{\"a\":1}"))
                .matches("\\{\"idempotency_key\":\".+\",\"retry_count\":0,\"payload\":\\{\"a\":1}}");

        guests.host.deny("http").deny("kv");
        assertThat(Guests.failure(runner, "job.web", "").code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(Guests.failure(runner, "job.count", "")).hasMessageContaining("error");
    }

    @Test
    void gonext_functionOfNoKind_isRefusedAtLoad() {
        PluginException bad =
                catchThrowableOfType(PluginException.class, () -> guests.loaded(Wat2Wasm.parse(GONEXT), "the_content"));

        assertThat(bad.detail())
                .isEqualTo(new Detail.Violations(List.of(new Detail.Violation(
                        "function the_content", "is none of filter.NAME, action.NAME, job.NAME"))));
    }

    @Test
    void goatkit_functionsAreThoseItRegisters() {
        Runner runner = started(GOATKIT);

        assertThat(Guests.ask(runner, "echo", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(Guests.failure(runner, "fails", "{}").detail())
                .isEqualTo(new Detail.Rejection(StatusCode.UNKNOWN, "not today"));
        assertThat(Guests.failure(runner, "other", "{}").failure()).isEqualTo(Failure.UNKNOWN_FUNCTION);
    }

    @Test
    void goatkit_hostCallsGoByName() {
        Runner runner = started(GOATKIT);

        assertThat(Guests.ask(runner, "cache_get", "{\"key\":\"k\"}")).isEqualTo("{\"value\":null,\"found\":false}");
        guests.host.deny("cache");
        assertThat(Guests.ask(runner, "cache_get", "{\"key\":\"k\"}")).isEmpty();
    }

    @Test
    void abi_decides_whereTwoDialectsFit() {
        String both = GOATKIT.replace("(module ", "(module (import \"mortise/1\" \"input\" (func (param i32)))");

        PluginException bad = catchThrowableOfType(PluginException.class, () -> guests.loaded(Wat2Wasm.parse(both)));
        assertThat(bad).hasMessageContaining("is not clear, the module fits mortise/1 and goatkit; name one");

        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "goatkit", false, RuntimeSpec.Pool.STANDARD, false);
        assertThat(catchThrowableOfType(PluginException.class, () -> guests.loaded(Wat2Wasm.parse(both))))
                .hasMessageContaining("needs mortise/1.input, which this host does not have");
    }
}
