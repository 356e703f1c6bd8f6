package io.mortise.manager.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir
    Path directory;

    private final Redactor redactor = new Redactor();
    private final AuditRing ring = new AuditRing(redactor);
    private final Map<String, AuditRing> rings = new ConcurrentHashMap<>(Map.of("weather", ring));
    private final AtomicBoolean wanted = new AtomicBoolean(true);

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private AuditFile open(long fileBytes) {
        return AuditFile.open(file(), fileBytes, wanted::get, () -> rings);
    }

    private void allowed(String target) {
        ring.allowed(HostOperation.KV_GET, target, "kv", 3, 0x1f, 2_000, System.nanoTime(), 10);
    }

    private List<Map<String, Object>> lines() throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.readAllLines(each, UTF_8).forEach(line -> lines.add(Json.object(line)));
            }
        }
        return lines;
    }

    private static long sum(List<Map<String, Object>> lines, String key) {
        return lines.stream()
                .mapToLong(line -> line.get(key) instanceof Number number ? number.longValue() : 0)
                .sum();
    }

    @Test
    void line_hasWhatIsKnownOfACall_andNoSecret() throws IOException {
        redactor.learn(List.of("topsecret"));
        try (AuditFile file = open(1 << 20)) {
            allowed("a-topsecret");
            ring.denied(HostOperation.SECRETS_GET, "KEY", "mortise grant weather secrets=KEY", 3, 1, System.nanoTime());
        }

        List<Map<String, Object>> lines = lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).containsEntry("allowed", false).containsEntry("target", "KEY");
        assertThat(lines.get(1))
                .containsOnlyKeys(
                        "at",
                        "plugin",
                        "generation",
                        "call",
                        "operation",
                        "target",
                        "allowed",
                        "by",
                        "times",
                        "micros",
                        "bytes")
                .containsEntry("plugin", "weather")
                .containsEntry("generation", 3)
                .containsEntry("call", "1f")
                .containsEntry("operation", "kv.get")
                .containsEntry("target", "a-[secret]")
                .containsEntry("by", "kv")
                .containsEntry("times", 1)
                .containsEntry("micros", 2)
                .containsEntry("bytes", 10);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void equalCalls_areOneLineOfEachRound_andNoneIsCountedTwice() throws IOException {
        try (AuditFile file = open(1 << 20)) {
            for (int i = 0; i < 500; i++) {
                allowed("a");
            }
            await().until(() -> Files.exists(file()) && !lines().isEmpty());
            for (int i = 0; i < 500; i++) {
                allowed("a");
            }
        }

        assertThat(sum(lines(), "times")).isEqualTo(1_000);
        assertThat(sum(lines(), "bytes")).isEqualTo(10_000);
        assertThat(lines()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void flood_isBounded_andWhatIsMissingIsSaid() throws IOException {
        long calls = 200_000;
        try (AuditFile file = open(64 << 10)) {
            ring.denied(HostOperation.SECRETS_GET, "FIRST", "", 3, 1, System.nanoTime());
            for (int i = 0; i < calls; i++) {
                allowed("k" + i);
            }
            file.close();
            assertThat(file.lost()).isPositive();
        }

        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeLessThanOrEqualTo(1 + AuditFile.OLDER_FILES);
            assertThat(all).allSatisfy(each -> assertThat(Files.size(each)).isLessThanOrEqualTo(64 << 10));
        }
        assertThat(sum(lines(), "unwritten")).isPositive();
    }

    @Test
    void everyCall_isWrittenOrCounted() throws IOException {
        long calls = 20_000;
        try (AuditFile file = open(64 << 20)) {
            for (int i = 0; i < calls; i++) {
                allowed("k" + i);
            }
        }

        assertThat(sum(lines(), "times") + sum(lines(), "unwritten")).isEqualTo(calls);
    }

    @Test
    void nothingIsWritten_whenItIsNotWanted() throws IOException {
        wanted.set(false);
        try (AuditFile file = open(1 << 20)) {
            allowed("a");
        }

        assertThat(lines()).isEmpty();
    }

    @Test
    void lastCalls_areWritten_ofAPluginThatIsGone() throws IOException {
        try (AuditFile file = open(1 << 20)) {
            allowed("before");
            await().until(() -> Files.exists(file()) && !lines().isEmpty());
            allowed("last");
            rings.clear();
        }

        assertThat(lines()).extracting(line -> line.get("target")).contains("last");
    }

    @Test
    void fileThatCannotBeWritten_stopsNobody_andItsCallsAreCounted() throws IOException {
        Path nowhere = directory.resolve("missing/audit.jsonl");
        try (AuditFile file = AuditFile.open(nowhere, wanted::get, () -> rings)) {
            allowed("a");
            file.close();

            assertThat(file.lost()).isEqualTo(1);
        }
    }
}
