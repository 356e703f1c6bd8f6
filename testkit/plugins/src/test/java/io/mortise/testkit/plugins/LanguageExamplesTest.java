package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that are interpreted, as they lie in the repository, on the SDK beside them. */
@Tag("slow")
@Tag("sdk")
@Timeout(900)
class LanguageExamplesTest {
    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"PYTHON, hello-python, PYTHONPATH, lib", "NODE, hello-node, NODE_PATH, node_modules"})
    void example_greets_andCounts_andRefusesInItsOwnWords(
            ForeignTwin language, String example, String variable, String libraries) throws IOException {
        language.assumeToolIsThere();
        copy(example, variable, language.built().resolve(libraries));

        try (PluginManager plugins = PluginManager.builder()
                .home(directory)
                .control(false)
                .watch(false)
                .grantAsDeclared("the test")
                .open()) {
            assertThat(plugins.status(example).state())
                    .as(plugins.status(example).reason())
                    .isEqualTo(PluginState.RUNNING);
            assertThat(plugins.call(example, "greet", "{\"name\":\"Ada\"}")).contains("Hello, Ada!", "1");
            assertThat(plugins.call(example, "greet", "{\"name\":\"Ada\"}")).contains("Hello, Ada!", "2");

            PluginException refused = Assertions.catchThrowableOfType(
                    PluginException.class, () -> plugins.call(example, "greet", "{\"name\":\"\"}"));
            assertThat(refused.failure()).isEqualTo(Failure.REJECTED);
            assertThat(refused.userText()).isEqualTo("whom shall I greet?");
        }
    }

    /** Its manifest names the SDK's place: a plugin gets nothing of the host's environment. */
    private void copy(String example, String variable, Path libraries) throws IOException {
        Path plugin = Files.createDirectories(directory.resolve(example));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(example))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, plugin.resolve(file.getFileName()));
            }
        }
        Path manifest = plugin.resolve("plugin.yaml");
        String written = Files.readString(manifest, UTF_8);
        String given = written.replace("] }", "], env: { " + variable + ": \"" + libraries + "\" } }");
        assertThat(given).isNotEqualTo(written);
        Files.writeString(manifest, given, UTF_8);
    }
}
