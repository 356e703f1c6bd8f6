package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mortise.api.Mount;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A C guest with wasi-libc in a granted directory, and what it tries to get out of it. Run in both modes. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
abstract class MountedFilesTest {
    private static final int PERM = 63;
    private static final int ROFS = 69;
    private static final int LOOP = 32;
    private static final int NOENT = 44;
    private static final int NOTCAPABLE = 76;
    private static final int ALL_RIGHTS = (1 << 28) - 1;
    private static final int READ = 2;
    private static final int DATA = 3;
    private static final int SHARED = 4;

    @TempDir
    Path directory;

    private Guests guests;
    private Path data;
    private Path shared;
    private Path outside;
    private Runner runner;

    abstract WasmRunnerFactory factory();

    @BeforeEach
    void start() throws IOException {
        guests = new Guests(factory(), directory);
        data = Files.createDirectories(directory.toRealPath().resolve("data"));
        shared = Files.createDirectories(directory.toRealPath().resolve("shared"));
        outside = Files.createDirectories(directory.toRealPath().resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(shared.resolve("read-me"), "shared text");
        guests.mounts = List.of(new Mount(data, "/data", false), new Mount(shared, "/srv/shared", true));
        runner = guests.started(module(), "libc", "bare", "exhaust", "leak", "odd");
    }

    private static byte[] module() throws IOException {
        try (var in = MountedFilesTest.class.getResourceAsStream("files.wasm")) {
            return in.readAllBytes();
        }
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private String libc(String command) {
        return ask(runner, "libc", command);
    }

    private int bare(String command) {
        return Integer.parseInt(ask(runner, "bare", command).split(" ")[0]);
    }

    private int opened(String command) {
        String[] answer = ask(runner, "bare", command).split(" ");
        assertThat(answer[0]).as(command).isEqualTo("0");
        return Integer.parseInt(answer[1]);
    }

    @Test
    void guest_worksInItsDirectory_throughItsOwnLibrary() throws IOException {
        assertThat(libc("write /data/notes.txt one")).isEqualTo("ok");
        assertThat(libc("append /data/notes.txt  two")).isEqualTo("ok");
        assertThat(libc("read /data/notes.txt")).isEqualTo("one two");
        assertThat(data.resolve("notes.txt")).hasContent("one two");
        assertThat(libc("mkdir /data/a")).isEqualTo("ok");
        assertThat(libc("mkdir /data/a/b")).isEqualTo("ok");
        assertThat(libc("mkdir /data/a/b/c")).isEqualTo("ok");
        assertThat(libc("mv /data/notes.txt /data/a/b/c/n")).isEqualTo("ok");
        assertThat(libc("stat /data/a/b/c/n")).isEqualTo("file 7");
        assertThat(libc("read /data/a/../a/b/./c/../c/n")).isEqualTo("one two");
        assertThat(libc("stat /data/a/b")).startsWith("dir");
        assertThat(libc("rmdir /data/a/b/c")).isEqualTo("errno 55");
        assertThat(libc("rm /data/a/b/c/n")).isEqualTo("ok");
        assertThat(libc("rmdir /data/a/b/c")).isEqualTo("ok");
        assertThat(libc("write /data/short long text")).isEqualTo("ok");
        assertThat(libc("write /data/short s")).isEqualTo("ok");
        assertThat(libc("read /data/short")).isEqualTo("s");
        try (var left = Files.list(data.resolve("a/b"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void guest_listsADirectory_thatTakesManyReads() throws IOException {
        List<String> names = IntStream.range(0, 700)
                .mapToObj("entry-with-a-name-%03d"::formatted)
                .toList();
        for (String name : names) {
            Files.writeString(data.resolve(name), name);
        }

        assertThat(libc("list /data")).isEqualTo(String.join(" ", names));
        assertThat(libc("list /data")).isEqualTo(String.join(" ", names));
        assertThat(libc("list /srv/shared")).isEqualTo("read-me");
    }

    @Test
    void guest_hasNothing_outsideItsDirectories() {
        assertThat(libc("read " + outside.resolve("secret"))).isEqualTo("errno " + NOTCAPABLE);
        assertThat(libc("read /data/../outside/secret")).isEqualTo("errno " + NOTCAPABLE);
        assertThat(libc("read /etc/passwd")).isEqualTo("errno " + NOTCAPABLE);
        assertThat(libc("stat /srv")).isEqualTo("errno " + NOTCAPABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "../outside/secret, 76",
        "a/../../outside/secret, 76",
        "/etc/passwd, 76",
        "//data/x, 76",
        "missing/../read-me, 44",
        "read-me/../read-me, 54",
        "read-me/, 54",
        "read-me/., 54",
    })
    void path_isRefused_whenItLeavesItsDirectory(String path, int errno) throws IOException {
        Files.writeString(data.resolve("read-me"), "text");
        Files.createDirectory(data.resolve("a"));

        assertThat(bare("open " + DATA + " " + path + " 0 " + READ + " 0")).isEqualTo(errno);
        assertThat(bare("stat " + DATA + " " + path + " 1")).isEqualTo(errno);
        assertThat(bare("stat " + DATA + " " + path + " 0")).isEqualTo(errno);
    }

    @Test
    void directoryOfTheGuest_isARootOfItsOwn() throws IOException {
        Files.createDirectory(data.resolve("inner"));
        Files.writeString(data.resolve("above"), "text");
        int inner = opened("open " + DATA + " inner 2 " + ALL_RIGHTS + " 0");

        assertThat(bare("open " + inner + " ../above 0 2 0")).isEqualTo(NOTCAPABLE);
        assertThat(bare("open " + inner + " new 1 64 0")).isZero();
        assertThat(data.resolve("inner/new")).exists();
    }

    @ParameterizedTest
    @CsvSource({"n, 28", "u, 25", "l, 37", "m, 37"})
    void oddPath_isRefused(String what, int errno) {
        assertThat(ask(runner, "odd", what)).isEqualTo("" + errno);
    }

    @Test
    void link_isNeverFollowed_whereverItLeads() throws IOException {
        Files.writeString(data.resolve("inside"), "inside");
        Files.createSymbolicLink(data.resolve("absolute"), outside.resolve("secret"));
        Files.createSymbolicLink(data.resolve("relative"), Path.of("../outside/secret"));
        Files.createSymbolicLink(data.resolve("folder"), outside);
        Files.createSymbolicLink(data.resolve("home"), Path.of("inside"));
        Files.createSymbolicLink(data.resolve("loop"), Path.of("loop"));

        for (String link : List.of("absolute", "relative", "home", "loop", "folder")) {
            assertThat(bare("open 3 " + link + " 0 2 0")).as(link).isEqualTo(LOOP);
            assertThat(bare("open 3 " + link + " 9 64 0")).as(link).isEqualTo(LOOP);
            assertThat(bare("stat 3 " + link + " 1")).as(link).isEqualTo(LOOP);
            assertThat(bare("stat 3 " + link + " 0")).as(link).isZero();
            assertThat(bare("set_times 3 " + link)).as(link).isEqualTo(LOOP);
            assertThat(bare("readlink 3 " + link)).as(link).isEqualTo(PERM);
        }
        for (String way : List.of(
                "open 3 folder/secret 0 2 0",
                "open 3 folder/new 1 64 0",
                "open 3 folder/ 2 2 0",
                "stat 3 folder/secret 1",
                "mkdir 3 folder/new",
                "rmdir 3 folder/new",
                "unlink 3 folder/secret",
                "rename 3 inside 3 folder/inside",
                "rename 3 folder/secret 3 mine",
                "set_times 3 folder/secret",
                "readlink 3 folder/secret",
                "open 3 folder/../outside/secret 0 2 0")) {
            assertThat(bare(way)).as(way).isEqualTo(LOOP);
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
        assertThat(bare("unlink 3 folder")).isZero();
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void guest_makesNoLinks() throws IOException {
        Files.writeString(data.resolve("mine"), "x");

        assertThat(bare("symlink 3 mine other")).isEqualTo(PERM);
        assertThat(bare("symlink 3 /etc/passwd other")).isEqualTo(PERM);
        assertThat(bare("link 3 mine other")).isEqualTo(PERM);
        assertThat(bare("link 4 read-me other")).isEqualTo(ROFS);
        assertThat(bare("symlink 4 read-me other")).isEqualTo(ROFS);
        assertThat(data.resolve("other")).doesNotExist();
    }

    @Test
    void hardLink_isNotOpened_becauseItsOtherNameMayLieOutside() throws IOException {
        Files.createLink(data.resolve("twin"), outside.resolve("secret"));

        assertThat(bare("open 3 twin 0 2 0")).isEqualTo(PERM);
        assertThat(bare("open 3 twin 0 64 0")).isEqualTo(PERM);
        assertThat(bare("open 3 twin 9 64 0")).isEqualTo(PERM);
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    @Test
    void directorySwappedForALink_leadsNowhere_forWhoHoldsIt() throws IOException {
        Files.createDirectory(data.resolve("held"));
        int held = opened("open 3 held 2 " + ALL_RIGHTS + " 0");
        Files.delete(data.resolve("held"));
        Files.createSymbolicLink(data.resolve("held"), outside);

        assertThat(bare("open " + held + " secret 0 2 0")).isEqualTo(LOOP);
        assertThat(bare("mkdir " + held + " new")).isEqualTo(LOOP);
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void pipesAndDevices_areNotOpened() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", data.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(bare("open 3 pipe 0 2 0")).isEqualTo(PERM);
        assertThat(bare("open 3 pipe 0 64 0")).isEqualTo(PERM);
        assertThat(bare("open 3 pipe/x 0 2 0")).isEqualTo(54);
        assertThat(bare("set_times 3 pipe")).isEqualTo(PERM);
    }

    @Test
    void mountForReading_refusesEveryChange() throws IOException {
        FileTime before = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.createDirectory(shared.resolve("empty"));
        Files.setLastModifiedTime(shared.resolve("read-me"), before);
        int file = opened("open 4 read-me 0 2 0");
        int folder = opened("open 4 empty 2 " + ALL_RIGHTS + " 0");

        for (String way : List.of(
                "open 4 read-me 0 64 0",
                "open 4 read-me 0 66 0",
                "open 4 read-me 0 256 0",
                "open 4 read-me 0 4194304 0",
                "open 4 read-me 8 2 0",
                "open 4 read-me 9 2 1",
                "open 4 new 1 2 0",
                "open 4 new 5 64 0",
                "open " + folder + " new 1 64 0",
                "mkdir 4 new",
                "mkdir " + folder + " new",
                "rmdir 4 empty",
                "unlink 4 read-me",
                "rename 4 read-me 4 other",
                "rename 4 read-me 3 other",
                "rename 3 other 4 other",
                "set_times 4 read-me",
                "link 4 read-me other",
                "symlink 4 read-me other",
                "fd_write " + file + " text",
                "fd_set_size " + file + " 0",
                "fd_allocate " + file + " 100",
                "fd_set_times " + file)) {
            assertThat(bare(way)).as(way).isEqualTo(ROFS);
        }
        assertThat(libc("write /srv/shared/read-me changed")).isEqualTo("errno " + ROFS);
        assertThat(libc("append /srv/shared/read-me changed")).isEqualTo("errno " + ROFS);
        assertThat(libc("read /srv/shared/read-me")).isEqualTo("shared text");
        assertThat(shared.resolve("read-me")).hasContent("shared text");
        assertThat(Files.getLastModifiedTime(shared.resolve("read-me"))).isEqualTo(before);
        try (var left = Files.list(shared)) {
            assertThat(left.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("read-me", "empty");
        }
    }

    @Test
    void fileOpenedForReading_isNotWritten() throws IOException {
        Files.writeString(data.resolve("f"), "text");
        int file = opened("open 3 f 0 2 0");

        assertThat(bare("fd_write " + file + " no")).isEqualTo(8);
        assertThat(bare("fd_set_size " + file + " 0")).isEqualTo(8);
        assertThat(data.resolve("f")).hasContent("text");
    }

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
    void path_answersTheErrnoOfTheSpecification() throws IOException {
        Files.createDirectories(data.resolve("full/inner"));
        Files.writeString(data.resolve("f"), "text");

        assertThat(bare("open 3 f 5 64 0")).isEqualTo(20);
        assertThat(bare("open 3 f 2 2 0")).isEqualTo(54);
        assertThat(bare("open 3 full 0 64 0")).isEqualTo(31);
        assertThat(bare("open 3 full 3 2 0")).isEqualTo(28);
        assertThat(bare("open 3 none 0 2 0")).isEqualTo(NOENT);
        assertThat(bare("open 3 none/x 1 64 0")).isEqualTo(NOENT);
        assertThat(bare("open 3 none/ 1 64 0")).isEqualTo(31);
        assertThat(bare("mkdir 3 full")).isEqualTo(20);
        assertThat(bare("mkdir 3 full/inner")).isEqualTo(20);
        assertThat(bare("mkdir 3 none/x")).isEqualTo(NOENT);
        assertThat(bare("mkdir 3 f/x")).isEqualTo(54);
        assertThat(bare("rmdir 3 full")).isEqualTo(55);
        assertThat(bare("rmdir 3 f")).isEqualTo(54);
        assertThat(bare("rmdir 3 .")).isEqualTo(28);
        assertThat(bare("unlink 3 full")).isEqualTo(31);
        assertThat(bare("unlink 3 none")).isEqualTo(NOENT);
        assertThat(bare("unlink 3 f/")).isEqualTo(54);
        assertThat(bare("rename 3 f 3 full")).isEqualTo(31);
        assertThat(bare("rename 3 full 3 f")).isEqualTo(54);
        assertThat(bare("rename 3 full 3 full/inner/x")).isEqualTo(28);
        assertThat(bare("rename 3 none 3 x")).isEqualTo(NOENT);
        assertThat(bare("rename 3 full 3 .")).isEqualTo(10);
        assertThat(bare("readlink 3 f")).isEqualTo(28);
        assertThat(bare("rename 3 f 3 full/g")).isZero();
        assertThat(data.resolve("full/g")).hasContent("text");
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
            return open.map(MountedFilesTest::target)
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

    @Test
    void contentOfTwoInstances_isOnDiskAtOnce() throws IOException {
        assertThat(libc("write /data/shared one")).isEqualTo("ok");
        Files.write(data.resolve("shared"), "two".getBytes(UTF_8));

        assertThat(libc("read /data/shared")).isEqualTo("two");
    }
}
