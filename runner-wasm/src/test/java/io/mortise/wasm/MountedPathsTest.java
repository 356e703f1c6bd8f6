package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a guest tries to get out of its directories by the names it gives, and what the specification answers. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass
@EnumSource(Mode.class)
class MountedPathsTest extends FilesGuest {
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
}
