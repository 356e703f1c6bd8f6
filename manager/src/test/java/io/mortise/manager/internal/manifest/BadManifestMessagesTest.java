package io.mortise.manager.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wording of every problem, reviewed as text: {@code messages.golden}. Rewrite it with MORTISE_GOLDEN=write. */
class BadManifestMessagesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/mortise/manager/internal/manifest");
    private static final Path GOLDEN = RESOURCES.resolve("messages.golden");

    private final ManifestReader reader = ManifestReader.withKinds(
            List.of(
                    Kind.of("command", Kind.Choice.KEYED)
                            .withSchema(
                                    """
                            {"type": "object", "properties": {"help": {"type": "string"}}, "additionalProperties": false}""")));

    @TempDir
    Path root;

    @Test
    void messages_areTheGoldenOnes() throws IOException {
        Files.createFile(root.resolve("plugin.wasm"));

        String rendered = cases().map(this::rendered).collect(Collectors.joining("\n"));

        if ("write".equals(System.getenv("MORTISE_GOLDEN"))) {
            Files.writeString(GOLDEN, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
    }

    private static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("bad"))) {
            return files.sorted().toList().stream();
        }
    }

    private String rendered(Path file) {
        try {
            Files.copy(file, root.resolve("plugin.yaml"), StandardCopyOption.REPLACE_EXISTING);
            ManifestReading reading = reader.read(root);
            assertThat(reading).as(file.toString()).isInstanceOf(ManifestReading.Invalid.class);
            return "== " + file.getFileName() + "\n" + ((ManifestReading.Invalid) reading).text() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
