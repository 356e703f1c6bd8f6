package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.trap;
import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Mount;
import io.mortise.api.PluginConfig;
import io.mortise.api.Runner;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.LogLine;
import io.mortise.testkit.ContractGuest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starting, describing, ending: what guests of other make do at the edges of a call. */
@Timeout(60)
class GuestLifeTest {
    private static final String MEMORY = "(memory (export \"memory\") 1)";
    private static final String EXIT =
            "(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))" + MEMORY;

    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.compiling(), directory);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void exit_isSuccess_whenItsCodeIsZero() {
        Runner runner = guests.started(
                wat(EXIT + "(func (export \"bye\") (param i32) (result i32) (i32.store8 (i32.const 0) (i32.const 65))"
                        + "(call $output (i32.const 0) (i32.const 1)) (call $exit (i32.const 0)) (unreachable))"),
                "bye");

        assertThat(ask(runner, "bye", "")).isEqualTo("A");
        assertThat(ask(runner, "bye", "")).isEqualTo("A");
        assertThat(guests.counted).containsExactly("instance.retired.exit", "instance.retired.exit");
    }

    @Test
    void exit_isATrap_whenItsCodeIsNotZero() {
        Runner runner = guests.started(
                wat(EXIT + "(func $deep (call $exit (i32.const 3)))"
                        + "(func (export \"bye\") (param i32) (result i32) (call $deep) (i32.const 0))"),
                "bye");

        Detail.Trap trap = trap(runner, "bye", "");

        assertThat(trap.kind()).isEqualTo("exit");
        assertThat(trap.message()).isEqualTo("exit 3");
    }

    @Test
    void abort_isATrapWithItsMessage() {
        Runner runner = guests.started(
                wat("(import \"env\" \"abort\" (func $abort (param i32 i32 i32 i32)))" + MEMORY
                        + "(data (i32.const 8) \"\\0a\\00\\00\\00o\\00u\\00c\\00h\\00!\\00\")"
                        + "(data (i32.const 32) \"\\04\\00\\00\\00a\\00.\\00\")"
                        + "(func (export \"fail\") (param i32) (result i32)"
                        + " (call $abort (i32.const 12) (i32.const 36) (i32.const 7) (i32.const 9)) (i32.const 0))"),
                "fail");

        assertThat(failure(runner, "fail", ""))
                .hasMessageMatching(
                        "guest@1.0.0#1: \"fail\" trapped in function [0-9]+ \\(abort\\): \"ouch! at a\\.:7:9\""
                                + " \\[GUEST_TRAPPED\\]");
    }

    @Test
    void kinds_tellTrapsApart() {
        Runner runner = guests.started(
                wat(MEMORY + "(table 1 funcref) (type $t (func))"
                        + "(func (export \"divide\") (param i32) (result i32) (i32.div_s (i32.const 1) (i32.const 0)))"
                        + "(func (export \"far\") (param i32) (result i32) (i32.load (i32.const 70000)))"
                        + "(func (export \"none\") (param i32) (result i32) (call_indirect (type $t) (i32.const 0))"
                        + " (i32.const 0))"),
                "divide",
                "far",
                "none");

        assertThat(trap(runner, "divide", "").kind()).isEqualTo("arithmetic");
        assertThat(trap(runner, "far", "").kind()).isEqualTo("memory");
        assertThat(trap(runner, "none", "").kind()).isEqualTo("table");
    }

    @Test
    void silence_isARejectionThatSaysSo() {
        Runner runner = guests.contract();

        assertThat(failure(runner, "silent_fail", ""))
                .hasMessage("guest@1.0.0#1: \"silent_fail\" answered unknown: \"returned 7 and said nothing\""
                        + " [REJECTED]");
    }

    @Test
    void unknownFunction_isToldTheNearest_andExportsThatAreNotDeclaredStayClosed() {
        Runner runner = guests.started(
                wat(MEMORY + "(func (export \"malloc\") (param i32) (result i32) (i32.const 0))"
                        + "(func (export \"greet\") (param i32) (result i32) (i32.const 0))"),
                "greet");

        assertThat(failure(runner, "malloc", ""))
                .hasMessage("guest@1.0.0#1: \"malloc\" is not one of its functions; there is greet [UNKNOWN_FUNCTION]");
    }

    @Test
    void genericEntry_takesEveryCall_andDescribesItself() {
        String json = "{\\22functions\\22:{\\22greet\\22:{\\22description\\22:\\22says hello\\22}}}";
        byte[] module = wat("(import \"mortise/1\" \"function\" (func $function (param i32)))" + MEMORY
                + "(data (i32.const 100) \"" + json + "\")"
                + "(func (export \"mortise_describe\") (param i32) (result i32)"
                + " (call $output (i32.const 100) (i32.const 52)) (i32.const 0))"
                + "(func (export \"mortise_call\") (param i32 i32) (result i32) (call $function (i32.const 0))"
                + " (call $output (i32.const 0) (local.get 0)) (i32.const 0))");
        Runner runner = guests.loaded(module);

        StartReport report = runner.start(PluginConfig.of(Guests.subject(), guests.limits, Sandbox.WASM), guests.host);

        assertThat(report.functions()).hasSize(1);
        assertThat(report.functions().get(0).name()).isEqualTo("greet");
        assertThat(report.functions().get(0).description()).isEqualTo("says hello");
        assertThat(ask(runner, "greet", "")).isEqualTo("greet");
        assertThat(failure(runner, "other", "").failure()).isEqualTo(Failure.UNKNOWN_FUNCTION);
    }

    @Test
    void services_refuse_whileAnInstanceStarts() {
        byte[] module = wat("(import \"mortise/1\" \"kv_delete\" (func $delete (param i32 i32) (result i64)))"
                + "(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))" + MEMORY
                + "(func (export \"mortise_start\") (param i32) (result i32)"
                + " (call $error (i32.wrap_i64 (i64.sub (i64.const 0) (call $delete (i32.const 0) (i32.const 1))))"
                + " (i32.const 0) (i32.const 0)) (i32.const 1))");

        PluginException failure = catchThrowableOfType(PluginException.class, () -> guests.started(module));

        assertThat(failure.failure()).isEqualTo(Failure.START_FAILED);
        assertThat(guests.host.made).isEmpty();
        assertThat(guests.factory.liveInstances()).isZero();
    }

    @Test
    void start_names_aGrantedDirectoryThatIsGone() {
        guests.mounts = List.of(new Mount(directory.resolve("gone"), "/data", true));

        assertThat(catchThrowableOfType(
                        PluginException.class, () -> guests.started(ContractGuest.minimalModule(), "echo")))
                .hasMessage("guest@1.0.0#1: start wanted the granted directories /data, got \"NoSuchFileException "
                        + directory.resolve("gone")
                        + "\"; make it readable or take permissions.filesystem back [START_FAILED]");
    }

    @Test
    void unendedLine_isLogged_whenTheCallEnds() {
        Runner runner = guests.started(
                wat("(import \"wasi_snapshot_preview1\" \"fd_write\" (func $write (param i32 i32 i32 i32) (result"
                        + " i32)))"
                        + MEMORY + "(data (i32.const 16) \"one\\0atwo\")(func (export \"talk\") (param i32)"
                        + " (result i32) (i32.store (i32.const 0) (i32.const 16)) (i32.store"
                        + " (i32.const 4) (i32.const 7)) (drop (call $write (i32.const 2) (i32.const"
                        + " 0) (i32.const 1) (i32.const 8))) (unreachable))"),
                "talk");

        trap(runner, "talk", "");

        assertThat(guests.host.logged)
                .containsExactly(
                        new LogLine(LogLine.Level.WARN, "one", "", LogLine.Stream.STDERR),
                        new LogLine(LogLine.Level.WARN, "two", "", LogLine.Stream.STDERR));
    }

    @Test
    void input_isRefused_whenItIsTooLarge() {
        guests.limits = guests.limits.withPayloadBytes(10);
        Runner runner = guests.started(ContractGuest.minimalModule(), "echo");

        assertThat(ask(runner, "echo", "0123456789")).isEqualTo("0123456789");
        assertThat(failure(runner, call("echo", "0123456789x")))
                .hasMessage("guest@1.0.0#1: \"echo\" has an input of 11 bytes, allowed are 10; raise limits.payload"
                        + " [LIMIT_REACHED]");
    }
}
