package io.mortise.wasm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Any import with any numbers. Seeds with {@code -Dslow}; {@code JAZZER_FUZZ=1} searches for more. */
@Tag("slow")
class EntryPointsFuzzTest {
    private static final EntryPoints GUEST = new EntryPoints(directory());

    @FuzzTest(maxDuration = "1m")
    void imports_answerOrTrap(byte[] input) {
        if (input.length > 0 && input.length < 1_000) {
            GUEST.check(input);
        }
    }

    @AfterAll
    static void close() {
        GUEST.close();
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("mortise-fuzz");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
