package io.mortise.grpc.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.grpc.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sweep ends exactly what a dead host left, and touches nothing else. */
@Timeout(30)
class SweepTest {
    @TempDir
    Path run;

    private Process left;
    private ProcessIdentity identity;
    private String executable;

    @BeforeEach
    void leaveAProcess() throws IOException {
        left = new ProcessBuilder("sleep", "1000").start();
        await().until(() -> ProcessIdentity.executable(left.pid())
                .filter(exe -> exe.contains("java"))
                .isEmpty());
        identity = ProcessIdentity.of(left.pid()).orElseThrow();
        executable = ProcessIdentity.executable(left.pid()).orElseThrow();
    }

    @AfterEach
    void end() {
        left.destroyForcibly();
    }

    private Path entry(List<String> record) throws IOException {
        Path entry = Files.createDirectory(run.resolve("p-0123456789abcdef"));
        Files.writeString(entry.resolve("plugin42"), "a socket that a crash left");
        Files.write(entry.resolve("owner"), record);
        return entry;
    }

    private List<String> record(String started, String file) {
        return List.of(run.resolve("p-0123456789abcdef").toString(), String.valueOf(left.pid()), started, file);
    }

    @Test
    void whatADeadHostLeft_isEndedAndRemoved() throws Exception {
        Path entry = entry(record(identity.started(), executable));

        Sweep.clean(run);

        assertThat(left.waitFor()).isEqualTo(137);
        assertThat(entry).doesNotExist();
    }

    @Test
    void aPidThatWasGivenOutAgain_isLeftAlone() throws Exception {
        Path entry = entry(record("another boot:17", executable));

        Sweep.clean(run);

        assertThat(left.isAlive()).isTrue();
        assertThat(entry).doesNotExist();
    }

    @Test
    void anotherExecutable_isLeftAlone() throws Exception {
        entry(record(identity.started(), "/usr/bin/other"));

        Sweep.clean(run);

        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void anEntryOfALivingHost_isLeftAlone() throws Exception {
        try (RunEntry live = RunEntry.create(run)) {
            live.record(identity);

            Sweep.clean(run);

            assertThat(left.isAlive()).isTrue();
            assertThat(live.sockets()).isDirectory();
        }
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void aDamagedRecord_removesNothingElse() throws Exception {
        Path precious = Files.writeString(run.resolve("precious"), "x");
        entry(List.of(run.toString(), "no pid", "", ""));

        Sweep.clean(run);

        assertThat(precious).exists();
        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void aDirectoryTooDeepForSockets_isReplacedByAShortOne() throws IOException {
        Path deep = Files.createDirectories(run.resolve("d".repeat(90)));
        try (RunEntry entry = RunEntry.create(deep)) {
            assertThat(entry.sockets().toString().length()).isLessThanOrEqualTo(74);
            assertThat(Files.getPosixFilePermissions(entry.sockets())).hasSize(3);
            entry.close();
            assertThat(entry.sockets()).doesNotExist();
        }
    }
}
