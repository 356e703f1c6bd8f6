package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that the compiled classes no longer show. */
class FilesTest {
    private static final Path ROOT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Pattern OPEN_TODO = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?! #\\d+)");

    private static List<Path> sources(String folder) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/" + folder + "/"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void files_areAtMost300Lines() {
        List<String> tooLong = sources("main").stream()
                .filter(file -> lines(file) > 300)
                .map(file -> ROOT.relativize(file).toString())
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void files_haveNoOpenTodo() {
        assertThat(Stream.concat(sources("main").stream(), sources("test").stream())
                        .filter(file -> !file.endsWith("FilesTest.java"))
                        .filter(file -> OPEN_TODO.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void tests_neverSleep() {
        Pattern sleep = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");

        assertThat(sources("test").stream()
                        .filter(file -> !file.endsWith("FilesTest.java"))
                        .filter(file -> sleep.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void everyModule_explainsItself() {
        for (String module : List.of(
                "proto",
                "runner-api",
                "runner-wasm",
                "runner-grpc",
                "source",
                "manager",
                "adapter",
                "host/http",
                "embed",
                "sdk/java",
                "testkit",
                "testkit/plugins",
                "cli",
                "bench",
                "examples")) {
            Path readme = ROOT.resolve(module).resolve("README.md");
            assertThat(readme).isRegularFile();
            assertThat(lines(readme)).as(module).isLessThanOrEqualTo(60);
        }
    }
}
