package io.mortise.grpc.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Deadline;
import io.mortise.api.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchersTest {
    private static final Launchers ALL = new Launchers(Map.of(
            "setpriv", Path.of("/usr/bin/setpriv"),
            "setsid", Path.of("/usr/bin/setsid"),
            "prlimit", Path.of("/usr/bin/prlimit"),
            "env", Path.of("/usr/bin/env")));
    private static final ResourceLimits LIMITS = new ResourceLimits(1024, 4096, 99);
    private static final FullView VIEW = new FullView(Path.of("/p"), Path.of("/s"), List.of());
    private static final Map<String, String> ENVIRONMENT = Map.of("A", "b c");
    private static final List<String> WORDS = List.of("/p/plugin", "--fast");

    @Test
    void limited_standsBehindFourLaunchers_whichSeeNoEnvironment() {
        assertThat(ALL.wrap(Confinement.of(Sandbox.LIMITED), LIMITS, VIEW, ENVIRONMENT, WORDS))
                .isEqualTo(new Launchers.Launch(
                        List.of(
                                "/usr/bin/setpriv",
                                "--pdeathsig",
                                "KILL",
                                "--no-new-privs",
                                "--",
                                "/usr/bin/setsid",
                                "/usr/bin/prlimit",
                                "--nofile=1024",
                                "--nproc=4096",
                                "--fsize=99",
                                "--core=0",
                                "--",
                                "/usr/bin/env",
                                "-i",
                                "A=b c",
                                "/p/plugin",
                                "--fast"),
                        Map.of()));
    }

    @Test
    void none_isTiedToItsHostToo() {
        assertThat(ALL.wrap(Confinement.of(Sandbox.NONE), LIMITS, VIEW, ENVIRONMENT, WORDS)
                        .words())
                .containsExactly(
                        "/usr/bin/setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        "/usr/bin/env",
                        "-i",
                        "A=b c",
                        "/p/plugin",
                        "--fast");
    }

    @Test
    void withoutLaunchers_onlyNoneIsToBeHad() {
        var nothing = new Launchers(Map.of());

        assertThat(new SandboxLevels(nothing).level(Sandbox.LIMITED)).isEqualTo(Sandbox.NONE);
        assertThat(nothing.missing()).containsExactly("setpriv", "setsid", "prlimit", "env");
        assertThat(nothing.wrap(Confinement.of(Sandbox.NONE), LIMITS, VIEW, ENVIRONMENT, WORDS))
                .isEqualTo(new Launchers.Launch(WORDS, ENVIRONMENT));
        assertThatThrownBy(() -> nothing.wrap(Confinement.of(Sandbox.LIMITED), LIMITS, VIEW, ENVIRONMENT, WORDS))
                .hasMessageContaining("sandbox level limited needs");
    }

    @Test
    void full_isNotClaimed_whereBubblewrapIsMissing() {
        var levels = new SandboxLevels(ALL);

        assertThat(levels.level(Sandbox.FULL)).isEqualTo(Sandbox.LIMITED);
        assertThat(levels.level(Sandbox.NONE)).isEqualTo(Sandbox.NONE);
        assertThat(levels.full().refusal()).contains("bubblewrap is not installed, or not owned by root");
    }

    @Test
    void full_isNotClaimed_whereBubblewrapDoesNotWork() {
        Map<String, Path> found = new HashMap<>(ALL.found());
        found.put("bwrap", Path.of("/usr/bin/false"));

        var levels = new SandboxLevels(new Launchers(found));

        assertThat(levels.level(Sandbox.FULL)).isEqualTo(Sandbox.LIMITED);
        assertThat(levels.full().refusal()).contains("it said \"\"");
    }

    @Test
    void memory_isBoundedAtEveryLevel() {
        var confinement = new Confinement(Sandbox.NONE, OptionalLong.of(512), List.of());

        assertThat(ALL.wrap(confinement, LIMITS, VIEW, ENVIRONMENT, WORDS).words())
                .startsWith(
                        "/usr/bin/setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        "/usr/bin/prlimit",
                        "--data=512",
                        "--",
                        "/usr/bin/env",
                        "-i");
    }

    @Test
    void aPathThatEnvWouldTakeForAVariable_isRefused() {
        assertThatThrownBy(
                        () -> ALL.wrap(Confinement.of(Sandbox.NONE), LIMITS, VIEW, ENVIRONMENT, List.of("/a=b/plugin")))
                .hasMessage("env would take /a=b/plugin for a variable");
    }

    @Test
    void limits_areLoweredToTheHardOnes(@TempDir Path directory) throws IOException {
        Path proc = Files.writeString(
                directory.resolve("limits"),
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max file size             unlimited            unlimited            bytes
                Max processes             96365                100                  processes
                Max open files            20000                512                  files
                """);

        assertThat(ResourceLimits.read(proc)).isEqualTo(new ResourceLimits(512, 100, 1L << 30));
        assertThat(ResourceLimits.read(directory.resolve("none"))).isEqualTo(new ResourceLimits(1024, 4096, 1L << 30));
    }

    @Test
    void exits_haveNames() {
        assertThat(new ExitName(3).text()).isEqualTo("exit 3");
        assertThat(new ExitName(137).text()).isEqualTo("SIGKILL");
        assertThat(new ExitName(139).text()).isEqualTo("SIGSEGV");
        assertThat(new ExitName(255).text()).isEqualTo("exit 255");
        assertThat(new ExitName(137).code()).isEmpty();
    }

    @Test
    void theLaunchThread_survivesWhatItCannotStart() throws Exception {
        try (var thread = new LaunchThread()) {
            Deadline soon = Deadline.after(Duration.ofSeconds(10));
            assertThatThrownBy(() -> thread.launch(new ProcessBuilder("/nowhere"), soon))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> thread.launch(new ProcessBuilder(), soon)).isInstanceOf(IOException.class);

            Process process = thread.launch(new ProcessBuilder("true"), soon);

            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void platforms_areReadFromTheHeader() {
        assertThat(Platform.builtFor(elf(62, false))).contains("linux-amd64");
        assertThat(Platform.builtFor(elf(183, false))).contains("linux-arm64");
        assertThat(Platform.builtFor(elf(183, true))).contains("linux-arm64");
        assertThat(Platform.builtFor(new byte[] {'M', 'Z'})).contains("windows");
        assertThat(Platform.builtFor("#!/bin/sh".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Platform.builtFor(new byte[0])).isEmpty();
    }

    private static byte[] elf(int machine, boolean bigEndian) {
        byte[] header = new byte[20];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', 2, (byte) (bigEndian ? 2 : 1)}, 0, header, 0, 6);
        header[bigEndian ? 19 : 18] = (byte) machine;
        return header;
    }

    @Test
    void mounts_tellWhereNothingMayRun() {
        var table = new MountTable(List.of(
                new MountTable.Mounted(Path.of("/"), List.of("rw")),
                new MountTable.Mounted(Path.of("/data"), List.of("rw", "noexec")),
                new MountTable.Mounted(Path.of("/data/bin"), List.of("rw"))));

        assertThat(table.isNoExec(Path.of("/data/x"))).isTrue();
        assertThat(table.isNoExec(Path.of("/data/bin/x"))).isFalse();
        assertThat(table.isNoExec(Path.of("/database"))).isFalse();
    }
}
