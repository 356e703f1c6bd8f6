package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mortise.api.error.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptors of files: what they do, how many there are, and that none outlives its instance. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass
@EnumSource(Mode.class)
class OpenFilesTest extends FilesGuest {
    @Test
    void descriptor_doesWhatTheSpecificationSays() throws IOException {
        int file = opened("open 3 f 1 " + ALL_RIGHTS + " 0");

        assertThat(bare("fd_write " + file + " hello")).isZero();
        assertThat(bare("fd_seek " + file + " 1")).isZero();
        assertThat(ask(runner, "bare", "fd_read " + file)).isEqualTo("ello0");
        assertThat(bare("fd_seek " + file + " -1")).isEqualTo(28);
        assertThat(bare("fd_tell " + file)).isZero();
        assertThat(bare("fd_set_size " + file + " 3")).isZero();
        assertThat(bare("fd_set_size " + file + " -1")).isEqualTo(28);
        assertThat(bare("fd_allocate " + file + " 10")).isZero();
        assertThat(Files.size(data.resolve("f"))).isEqualTo(10);
        assertThat(bare("fd_sync " + file)).isZero();
        assertThat(bare("fd_datasync " + file)).isZero();
        assertThat(bare("fd_advise " + file + " 5")).isZero();
        assertThat(bare("fd_advise " + file + " 6")).isEqualTo(28);
        assertThat(bare("fd_stat " + file)).isZero();
        assertThat(bare("fd_fdstat " + file)).isZero();
        assertThat(bare("fd_set_times " + file)).isZero();
        assertThat(Files.getLastModifiedTime(data.resolve("f")).toInstant()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(bare("fd_set_flags " + file + " 1")).isZero();
        assertThat(bare("fd_set_flags " + file + " 16")).isEqualTo(58);
        assertThat(bare("fd_set_rights " + file)).isEqualTo(58);
        assertThat(bare("fd_readdir " + file + " 0")).isEqualTo(54);
        assertThat(bare("open " + file + " x 0 2 0")).isEqualTo(54);
        assertThat(bare("fd_renumber " + file + " 3")).isEqualTo(58);
        int other = opened("open 3 g 1 66 0");
        assertThat(bare("fd_renumber " + file + " " + other)).isZero();
        assertThat(bare("fd_tell " + file)).isEqualTo(8);
        assertThat(bare("fd_close " + other)).isZero();
        assertThat(bare("fd_close " + other)).isEqualTo(8);
        assertThat(bare("fd_close 99")).isEqualTo(8);
        assertThat(bare("fd_read " + DATA)).isEqualTo(31);
        assertThat(bare("fd_seek " + DATA + " 0")).isEqualTo(8);
        assertThat(bare("fd_readdir " + DATA + " 0")).isZero();
        assertThat(bare("fd_readdir " + DATA + " 1000000")).isZero();
    }

    @Test
    void openFiles_areLimited_byInstance() throws IOException {
        Files.writeString(data.resolve("f"), "text");

        assertThat(ask(runner, "exhaust", "f")).isEqualTo("62 then 33");
    }

    @Test
    void retiredInstance_leavesNoFileOpen() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        failure(runner, "leak", "");
        long before = system.getOpenFileDescriptorCount();

        for (int i = 0; i < 200; i++) {
            assertThat(failure(runner, "leak", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        }

        assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 100);
        assertThat(libc("list /data")).isEqualTo("kept");
    }

    @Test
    void stoppedGeneration_leavesNothingOpen() throws IOException {
        opened("open 3 f 1 64 0");
        runner.stop(java.time.Duration.ofSeconds(1));

        assertThat(openBelow(directory.toRealPath())).isEmpty();
    }

    private static List<String> openBelow(Path root) throws IOException {
        Path table = Path.of("/proc/self/fd");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(table), "this system has no /proc/self/fd");
        try (var open = Files.list(table)) {
            return open.map(OpenFilesTest::target)
                    .filter(target -> target.startsWith(root.toString()))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile, such as the one of the listing
        }
    }
}
