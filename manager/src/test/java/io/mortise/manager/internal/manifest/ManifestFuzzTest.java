package io.mortise.manager.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mortise.api.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Whatever the bytes are, reading answers. Runs its seeds with {@code -Dslow}, because the fuzzer instruments every class
 * of its JVM; {@code JAZZER_FUZZ=1} searches for more.
 */
@Tag("slow")
class ManifestFuzzTest {
    private static final ManifestReader READER =
            ManifestReader.withKinds(List.of(Kind.of("command", Kind.Choice.KEYED)));
    private static final Path ROOT = directory();

    @FuzzTest(maxDuration = "1m")
    void reading_alwaysAnswers(byte[] manifest) throws IOException {
        Files.write(ROOT.resolve("plugin.yaml"), manifest);

        ManifestReading reading = READER.read(ROOT);

        if (reading instanceof ManifestReading.Invalid invalid) {
            assertThat(invalid.problems()).isNotEmpty();
            assertThat(invalid.text()).doesNotContain("\u001b", "\u202e");
        }
    }

    private static Path directory() {
        try {
            Path root = Files.createTempDirectory("mortise-fuzz");
            Files.createFile(root.resolve("plugin.wasm"));
            root.toFile().deleteOnExit();
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
