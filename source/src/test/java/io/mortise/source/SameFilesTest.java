package io.mortise.source;

import static io.mortise.source.PluginFiles.executable;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says the same as two hashes would. */
class SameFilesTest {
    @TempDir
    Path dir;

    private Path left;
    private Path right;

    @BeforeEach
    void lay() throws IOException {
        left = laid("left");
        right = laid("right");
    }

    private Path laid(String name) throws IOException {
        Path root = plugin(dir, name);
        write(root, "plugin.yaml", "name: same");
        executable(write(root, "bin/weather", "#!"));
        write(root, "lib/a/data", "data");
        return root;
    }

    private void assertSame(boolean same) throws IOException {
        ContentHash hash = new ContentHash();
        assertThat(hash.ofCopy(left).equals(hash.ofCopy(right))).isEqualTo(same);
        assertThat(SameFiles.areIn(left, right)).isEqualTo(same);
        assertThat(SameFiles.areIn(right, left)).isEqualTo(same);
    }

    @Test
    void trees_areTheSame_whateverTheirTimesAndEmptyDirectories() throws IOException {
        Files.setLastModifiedTime(right.resolve("lib/a/data"), FileTime.fromMillis(0));
        Files.createDirectories(right.resolve("none/here"));

        assertSame(true);
    }

    @Test
    void trees_differ_byOneByte() throws IOException {
        write(right, "lib/a/data", "dat4");

        assertSame(false);
    }

    @Test
    void trees_differ_byAByteMore() throws IOException {
        write(right, "lib/a/data", "data\n");

        assertSame(false);
    }

    @Test
    void trees_differ_byAnExecutableBit() throws IOException {
        executable(right.resolve("lib/a/data"));

        assertSame(false);
    }

    @Test
    void trees_differ_byAHiddenFile() throws IOException {
        write(right, "lib/.more", "");

        assertSame(false);
    }

    @Test
    void trees_differ_byAName() throws IOException {
        Files.move(right.resolve("lib/a/data"), right.resolve("lib/a/date"));

        assertSame(false);
    }

    @Test
    void trees_differ_byAFileThatBecameADirectory() throws IOException {
        Files.delete(right.resolve("bin/weather"));
        write(right, "bin/weather/inside", "#!");

        assertSame(false);
    }

    @Test
    void link_isRefused_asByTheHash() throws IOException {
        Files.delete(right.resolve("lib/a/data"));
        Files.createSymbolicLink(right.resolve("lib/a/data"), left.resolve("lib/a/data"));

        assertThatThrownBy(() -> SameFiles.areIn(left, right)).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> new ContentHash().ofCopy(right)).isInstanceOf(PluginException.class);
    }
}
