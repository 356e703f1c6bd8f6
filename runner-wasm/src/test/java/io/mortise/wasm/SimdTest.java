package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Runner;
import io.mortise.api.manifest.Permissions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every 128-bit instruction gives what V8 gives; see guests/simd. */
@Timeout(120)
class SimdTest {
    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.compiling(), directory);
        guests.permissions = Permissions.NONE;
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SimdTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new LinkedHashMap<>();
        new String(resource("simd.txt"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split(" "))
                .forEach(pair -> known.put(pair[0], pair[1]));
        return known;
    }

    @Test
    void everyInstruction_givesTheKnownResult() throws IOException {
        Map<String, String> known = known();
        Runner runner = guests.started(resource("simd.wasm"), known.keySet().toArray(String[]::new));

        List<String> wrong = new ArrayList<>();
        known.forEach((name, wanted) -> {
            byte[] given = runner.call(Guests.call(name, new byte[0])).payload();
            if (!HexFormat.of().formatHex(given).equals(wanted)) {
                wrong.add(name + ": " + HexFormat.of().formatHex(given) + ", wanted " + wanted);
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(known).hasSizeGreaterThan(1_000);
        assertThat(known.keySet().stream()
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .distinct())
                .as("235 instructions, and what the stack and the end of memory do")
                .hasSizeGreaterThanOrEqualTo(236);
    }

    @Test
    void status_saysThatItIsInterpreted() throws IOException {
        guests.loaded(resource("simd.wasm"), "stack.0");

        assertThat(guests.notes).contains("interpreted: SIMD, which the compiler does not know");
    }

    @Test
    void store_acrossTheEndOfMemory_writesNothing() throws IOException {
        Runner runner = guests.started(resource("simd.wasm"), "outside", "untouched.0");

        assertThat(Guests.trap(runner, "outside", "").kind()).isEqualTo("memory");
        assertThat(runner.call(Guests.call("untouched.0", new byte[0])).payload())
                .containsOnly(0);
    }
}
