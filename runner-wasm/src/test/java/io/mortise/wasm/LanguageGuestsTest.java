package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One guest in five languages behaves the same. The committed modules, or those that {@code -Dmortise.guests=DIR} names:
 * {@code DIR/LANGUAGE.wasm}, as {@code .ci/guests} builds them.
 */
@Timeout(120)
class LanguageGuestsTest {
    private static final List<String> LANGUAGES = List.of("c", "rust", "assemblyscript", "zig", "go");
    private static final String[] FUNCTIONS = {"greet", "echo", "count", "refuse", "fall", "spin"};

    @TempDir
    Path directory;

    static Stream<Arguments> ways() {
        return LANGUAGES.stream().flatMap(language -> Stream.of(true, false)
                // A Go runtime that is interpreted takes seconds to start; once is enough.
                .filter(compiled -> compiled || !language.equals("go"))
                .flatMap(compiled -> Stream.of(true, false).map(image -> Arguments.of(language, compiled, image))));
    }

    private static byte[] module(String language) throws IOException {
        String rebuilt = System.getProperty("mortise.guests", "");
        if (!rebuilt.isEmpty()) {
            Path file = Path.of(rebuilt, language + ".wasm");
            assumeTrue(Files.exists(file), () -> "skipped: no " + file + ", its compiler was not to be had");
            return Files.readAllBytes(file);
        }
        try (InputStream committed =
                LanguageGuestsTest.class.getResourceAsStream("/io/mortise/testkit/languages/" + language + ".wasm")) {
            assumeTrue(committed != null, () -> "skipped: " + language + " is not committed; .ci/guests builds it");
            return committed.readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}, compiled {1}, image {2}")
    @MethodSource("ways")
    void guest_behavesAsAllDo(String language, boolean compiled, boolean image) throws IOException {
        byte[] module = module(language);
        try (Guests guests =
                new Guests(compiled ? new WasmRunnerFactory() : WasmRunnerFactory.interpreting(), directory)) {
            guests.config = "{\"word\":\"salü\"}";
            // Each instance serves twice, so that start-up and what it leaves behind are seen again and again.
            RuntimeSpec.Pool pool = new RuntimeSpec.Pool(2, 0, Duration.ofMinutes(5), 2);
            guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", false, pool, image);
            Runner runner = guests.started(module, FUNCTIONS);

            assertThat(guests.startNotes.stream()
                            .anyMatch(note -> note.startsWith("wasm.image: new instances are copies")))
                    .isEqualTo(image);
            answers(runner);
            fails(runner);
        }
    }

    private static void answers(Runner runner) {
        for (int i = 1; i <= 5; i++) {
            assertThat(ask(runner, "greet", "Ada")).isEqualTo("{\"word\":\"salü\"} Ada");
            assertThat(ask(runner, "count", "")).isEqualTo(String.valueOf(i));
        }
        assertThat(ask(runner, "echo", "")).isEmpty();
        byte[] large = new byte[70_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + i / 251);
        }
        assertThat(runner.call(call("echo", large)).payload()).isEqualTo(large);
    }

    private static void fails(Runner runner) {
        assertThat(failure(runner, "refuse", "ça"))
                .hasMessage("guest@1.0.0#1: \"refuse\" answered invalid argument: \"no: ça\" [REJECTED]");
        assertThat(failure(runner, "fall", "x").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure(runner, within(call("spin", ""), Duration.ofMillis(100)))
                        .failure())
                .isEqualTo(Failure.DEADLINE_PASSED);
        assertThat(ask(runner, "echo", "still here")).isEqualTo("still here");
    }
}
