package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail.Frame;
import io.mortise.api.error.Detail.Trap;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trap that came through linked modules: each frame has the name that its own module gives the function. */
@Timeout(60)
class LinkedTrapTest {
    private static final String MAIN =
            """
            (module (import "lib" "step" (func $step (param i32)))
              (func (export "go") (result i32) (call $step (i32.const 2)) (i32.const 0))
              (func (export "back") (param i32) (call $step (i32.sub (local.get 0) (i32.const 1)))))
            """;
    private static final String LIBRARY =
            """
            (module (import "main" "back" (func $back (param i32)))
              (func (export "step") (param i32) (call $deeper (local.get 0)))
              (func $deeper (param i32)
                (if (local.get 0) (then (call $back (local.get 0))) (else (unreachable)))))
            """;

    @TempDir
    Path directory;

    private static byte[] named(String wat, Map<Integer, String> names) {
        ByteArrayOutputStream map = new ByteArrayOutputStream();
        map.write(names.size());
        new TreeMap<>(names).forEach((function, name) -> {
            map.write(function);
            text(map, name);
        });
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        text(section, "name");
        section.write(1);
        section.write(map.size());
        section.writeBytes(map.toByteArray());
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(Wat2Wasm.parse(wat));
        module.write(0);
        module.write(section.size());
        module.writeBytes(section.toByteArray());
        return module.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(text.length());
        out.writeBytes(text.getBytes(US_ASCII));
    }

    private Trap trap(WasmRunnerFactory factory) {
        try (Guests guests = new Guests(factory, directory)) {
            guests.files = Map.of(
                    "lib.wasm",
                    named(LIBRARY, Map.of(1, "step", 2, "deeper")),
                    "main.wasm",
                    named(MAIN, Map.of(1, "go", 2, "back")),
                    "extism.json",
                    "{\"wasm\":[{\"path\":\"lib.wasm\",\"name\":\"lib\"},{\"path\":\"main.wasm\",\"name\":\"main\"}]}"
                            .getBytes(US_ASCII));
            guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
            Runner runner = guests.started(new byte[0], "go");
            Trap first = Guests.trap(runner, "go", "");
            assertThat(Guests.trap(runner, "go", ""))
                    .as("the next instance tells the same")
                    .isEqualTo(first);
            return first;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void frames_areNamedByTheirOwnModule_alsoInACircle(boolean isCompiled) {
        Trap trap = trap(isCompiled ? WasmRunnerFactory.compiling() : WasmRunnerFactory.interpreting());

        assertThat(trap.kind()).isEqualTo("unreachable");
        assertThat(trap.frames().stream().map(Frame::function))
                .containsExactly(
                        "lib!deeper",
                        "lib!step",
                        "back",
                        "lib!deeper",
                        "lib!step",
                        "back",
                        "lib!deeper",
                        "lib!step",
                        "go");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void offsets_areThoseInTheModuleOfTheFrame(boolean isCompiled) {
        Trap trap = trap(isCompiled ? WasmRunnerFactory.compiling() : WasmRunnerFactory.interpreting());

        Frame fell = trap.frames().get(0);
        byte[] library = named(LIBRARY, Map.of(1, "step", 2, "deeper"));
        assertThat(library[(int) fell.offset()]).as("unreachable").isZero();
        Frame went = trap.frames().get(8);
        assertThat(named(MAIN, Map.of(1, "go", 2, "back"))[(int) went.offset()])
                .as("call")
                .isEqualTo((byte) 0x10);
    }
}
