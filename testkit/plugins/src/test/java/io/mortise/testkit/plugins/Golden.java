package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A text that is reviewed as a file; written anew with {@code MORTISE_GOLDEN=write}. */
final class Golden {
    private static final Path DIRECTORY = Path.of("src/test/resources/io/mortise/testkit/plugins/golden");

    private Golden() {}

    /** @param name of the file, without its ending; the runtime's, where it says something else on each */
    static void assertIs(String name, String text) {
        Path file = DIRECTORY.resolve(name.toLowerCase(Locale.ROOT) + ".txt");
        try {
            if ("write".equals(System.getenv("MORTISE_GOLDEN"))) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(file, text);
            }
            assertThat(file).as("a golden file; MORTISE_GOLDEN=write makes it").exists();
            assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
