package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand plugins fit into one JVM, and none of them has a thread of its own. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ManyPluginsTest {
    private static final long MOST_KIB = 1L << 20;

    @TempDir
    Path directory;

    @Test
    void thousandPlugins_stayUnderOneGibibyte_andShareTheirThreads() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: what a process holds is read from /proc");
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyPluginsMain.class.getName(),
                        directory.resolve("home").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = List.of(new String(host.getInputStream().readAllBytes(), UTF_8).split("\n"));

        assertThat(host.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(number(lines, "threads added ")).isLessThan(ManyPluginsMain.ACTIVE);
        assertThat(number(lines, "resident KiB ")).isLessThan(MOST_KIB);
    }

    private static long number(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .mapToLong(
                        line -> Long.parseLong(line.substring(prefix.length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
