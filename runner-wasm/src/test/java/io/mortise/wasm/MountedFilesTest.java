package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A C guest with wasi-libc in granted directories: what it can do there, for writing and for reading only. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass
@EnumSource(Mode.class)
class MountedFilesTest extends FilesGuest {
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

    @Test
    void contentOfTwoInstances_isOnDiskAtOnce() throws IOException {
        assertThat(libc("write /data/shared one")).isEqualTo("ok");
        Files.write(data.resolve("shared"), "two".getBytes(UTF_8));

        assertThat(libc("read /data/shared")).isEqualTo("two");
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
}
