package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All attacks in a JVM of 512 MB: it lives, its heap comes back, and a neighbour's slow calls stay as slow as they were. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileHostTest {
    /** What a thousand attacks may leave behind in caches of the JDK and in profiles. */
    private static final long SLACK = 8 << 20;

    private static final double MOST = 1.2;

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "interpreted"})
    void host_livesOn_whateverItsGuestsTry(String mode, TestReporter reporter) throws Exception {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mortise.wasm.HostileHost",
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = List.of(new String(host.getInputStream().readAllBytes(), UTF_8).split("\n"));

        reporter.publishEntry(mode, String.join("; ", lines));
        assertThat(host.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).noneMatch(line -> line.startsWith("not contained"));
        assertThat(lines).contains("bystander serves");
        assertThat(number(lines, "heap grew ")).isLessThan(SLACK);
        assertThat(number(lines, "p99 ratio ")).isLessThan(MOST);
    }

    private static double number(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).split(" ")[0])
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow();
    }
}
