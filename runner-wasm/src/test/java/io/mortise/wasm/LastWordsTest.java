package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.manifest.Permissions;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a language's runtime wrote before it ended the guest is told with the trap, whatever dialect the guest speaks. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Mode.class)
class LastWordsTest {
    /** Writes a panic as Go does, and falls. */
    private static final String DIE =
            """
            (memory (export "memory") 1)
            (data (i32.const 0) "\\10\\00\\00\\00\\0c\\00\\00\\00") (data (i32.const 16) "panic: boom\\0a")
            (data (i32.const 64) "{\\"name\\":\\"g\\",\\"routes\\":[{\\"handler\\":\\"action.die\\"}]}")
            (func $die (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8))) (unreachable))
            """;

    private static final String HANDLER = "(param i32 i32 i32 i32) (result i64) (call $die) (i64.const 0))";

    /** What makes a guest one of the dialect, and its function {@code action.die}. */
    enum Speaking {
        MORTISE("(func (export \"action.die\") (param i32) (result i32) (call $die) (i32.const 0))"),
        EXTISM("(func (export \"action.die\") (call $die))"),
        FLOWBOT(
                "(func (export \"alloc\") (param i32) (result i32) (i32.const 4096)) (func (export \"free\") (param i32))"
                        + "(func (export \"action.die\") (param i32 i32) (result i64) (call $die) (i64.const 0))"),
        GONEXT("(func (export \"gn_alloc\") (param i32) (result i32) (i32.const 4096))"
                + "(func (export \"gn_free\") (param i32 i32)) (func (export \"gn_handle_hook\")"
                + HANDLER),
        GOATKIT("(func (export \"gk_malloc\") (param i32) (result i32) (i32.const 4096))"
                + "(func (export \"gk_register\") (result i64) (i64.const 0x4000000030)) (func (export \"gk_call\")"
                + HANDLER);

        private final String body;

        Speaking(String body) {
            this.body = body;
        }

        byte[] module() {
            String kernel = "(import \"extism:host/env\" \"length\" (func (param i64) (result i64)))";
            return Wat2Wasm.parse("(module " + (this == EXTISM ? kernel : "")
                    + "(import \"wasi_snapshot_preview1\" \"fd_write\""
                    + " (func $write (param i32 i32 i32 i32) (result i32)))" + DIE + body + ")");
        }
    }

    @TempDir
    Path directory;

    @Parameter
    Mode mode;

    @ParameterizedTest
    @EnumSource
    void trap_tellsThePanic(Speaking dialect) {
        try (Guests guests = new Guests(mode.factory(), directory)) {
            guests.permissions = Permissions.NONE;
            Runner runner = guests.started(dialect.module(), "action.die");

            Detail.Trap trap = Guests.trap(runner, "action.die", "{}");

            assertThat(trap.kind()).isEqualTo("unreachable");
            assertThat(trap.message()).startsWith("panic: boom (");
        }
    }
}
