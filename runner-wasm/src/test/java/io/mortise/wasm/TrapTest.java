package io.mortise.wasm;

import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.trap;
import static io.mortise.wasm.Guests.wat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Runner;
import io.mortise.api.error.Detail.Frame;
import io.mortise.api.error.Detail.Trap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A C++ guest that traps where its source says, told with names, lines and its last words. Run in both modes. */
@Timeout(120)
abstract class TrapTest {
    private static final String FD_WRITE =
            "(import \"wasi_snapshot_preview1\" \"fd_write\" (func $write (param i32 i32 i32 i32) (result i32)))"
                    + "(memory (export \"memory\") 1)";

    @TempDir
    Path directory;

    Guests guests;

    abstract WasmRunnerFactory factory();

    @BeforeEach
    void open() {
        guests = new Guests(factory(), directory);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private static byte[] module(String name) throws IOException {
        try (var in = TrapTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Addresses in the code section, which begins at {@code code}. */
    private static List<Frame> delivery(boolean isKnown, int code) {
        return isKnown
                ? List.of(
                        new Frame("mail::Box<int>::open(int)", "trap.cpp", 7, 2, code + 0x48),
                        new Frame("mail::send(int)", "trap.cpp", 14, 1, code + 0x2a),
                        new Frame("deliver", "trap.cpp", 19, 0, code + 5))
                : List.of(
                        new Frame("function 2", "", 0, 2, code + 0x48),
                        new Frame("function 1", "", 0, 1, code + 0x2a),
                        new Frame("function 0", "", 0, 0, code + 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trap-dwarf4.wasm", "trap-dwarf5.wasm"})
    void frames_haveNamesAndLines_outOfDwarf(String name) throws IOException {
        Runner runner = guests.started(module(name), "deliver");

        Trap trap = trap(runner, "deliver", "1234");

        assertThat(trap.kind()).isEqualTo("unreachable");
        assertThat(trap.frames()).isEqualTo(delivery(true, 0x57));
        assertThat(failure(runner, "deliver", "1234").getMessage())
                .contains("\"deliver\" trapped in mail::Box<int>::open(int) (trap.cpp:7) (unreachable)");
    }

    @Test
    void frames_haveNamesAndLines_outOfADebugFileBeside() throws IOException {
        guests.files = Map.of("plugin.debug.wasm", module("trap-dwarf4.wasm"));
        Runner runner = guests.started(module("trap-stripped.wasm"), "deliver");

        assertThat(trap(runner, "deliver", "1234").frames()).isEqualTo(delivery(true, 0x73));
    }

    @Test
    void frames_haveNumbersAndPlaces_whenThereIsNothingElse() throws IOException {
        guests.files = Map.of("plugin.debug.wasm", "no module".getBytes(UTF_8));
        Runner runner = guests.started(module("trap-stripped.wasm"), "deliver");

        assertThat(trap(runner, "deliver", "1234").frames()).isEqualTo(delivery(false, 0x73));
    }

    /** 0x73 on is a.ts:1, 0xb1 on is box.ts:42. */
    @ParameterizedTest
    @ValueSource(strings = {"plugin.wasm.map", "other.map"})
    void frames_haveLines_outOfASourceMap(String file) throws IOException {
        guests.files = Map.of(
                file,
                "{\"version\":3,\"sources\":[\"a.ts\",\"box.ts\"],\"mappings\":\"mHAAA,8DCyCA\"}".getBytes(UTF_8));
        byte[] module = module("trap-stripped.wasm");
        Runner runner =
                guests.started(file.startsWith("plugin") ? module : withMapUrl(module, "./other.map"), "deliver");

        assertThat(trap(runner, "deliver", "1234").frames().stream().map(Frame::toString))
                .satisfiesExactly(
                        inner -> assertThat(inner).endsWith("(box.ts:42)"),
                        middle -> assertThat(middle).endsWith("(a.ts:1)"),
                        outer -> assertThat(outer).endsWith("(a.ts:1)"));
    }

    private static byte[] withMapUrl(byte[] module, String url) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(module);
        String name = "sourceMappingURL";
        out.write(0);
        out.write(1 + name.length() + 1 + url.length());
        out.write(name.length());
        out.write(name.getBytes(UTF_8));
        out.write(url.length());
        out.write(url.getBytes(UTF_8));
        return out.toByteArray();
    }

    @Test
    void frames_areFewAndSoon_whenTheStackOverflows() {
        Runner runner = guests.started(
                wat("(memory (export \"memory\") 1)(func $down (export \"down\") (param i32) (result i32)"
                        + " (i32.add (call $down (local.get 0)) (i32.const 1)))"),
                "down");

        Trap trap = trap(runner, "down", "");

        assertThat(trap.kind()).isEqualTo("stack");
        assertThat(trap.frames()).hasSizeBetween(1, 32);
    }

    @Test
    void panicOnStderr_isTheTrapsMessage() {
        String panic = "thread 'main' panicked at src/lib.rs:4:5:\\0aindex out of bounds\\0anote: run with\\0a";
        Runner runner = guests.started(
                wat(
                        FD_WRITE + "(data (i32.const 16) \"" + panic + "\")"
                                + "(func (export \"die\") (param i32) (result i32)"
                                + " (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 77))"
                                + " (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8))) (unreachable))"),
                "die");

        assertThat(trap(runner, "die", "").message())
                .startsWith("thread 'main' panicked at src/lib.rs:4:5: index out of bounds (");
    }

    @Test
    void errorThatWasGiven_isTheTrapsMessage() {
        Runner runner = guests.started(
                wat("(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))(memory (export \"memory\") 1)"
                        + "(data (i32.const 16) \"no letters\") (func (export \"die\") (param i32) (result i32)"
                        + " (call $error (i32.const 9) (i32.const 16) (i32.const 10)) (unreachable))"),
                "die");

        assertThat(trap(runner, "die", "").message()).startsWith("no letters (");
    }
}
