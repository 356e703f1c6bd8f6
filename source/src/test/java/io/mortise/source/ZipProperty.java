package io.mortise.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.BundleCaps;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Whatever the bytes of an archive are: it unpacks inside its directory and within the caps, or is a BAD_BUNDLE. */
final class ZipProperty {
    private static final BundleCaps SMALL = new BundleCaps(100_000, 50, 8, 100, 1 << 20, 100);

    private ZipProperty() {}

    /** True when it was unpacked. */
    static boolean check(byte[] bytes) throws IOException {
        Path dir = Files.createTempDirectory("zip-fuzz");
        try {
            Path file = Files.write(dir.resolve("archive"), bytes);
            Path target = Files.createDirectory(dir.resolve("target"));
            boolean isUnpacked = unpack(file, bytes.length, target);
            checkInside(dir, target);
            return isUnpacked;
        } finally {
            ReadOnly.delete(dir);
        }
    }

    private static boolean unpack(Path file, int size, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            new ZipArchive(channel, size, PluginFiles.QUICK.withCaps(SMALL)).unpack("archive", target);
            return true;
        } catch (PluginException e) {
            assertThat(e.failure()).isEqualTo(Failure.BAD_BUNDLE);
            return false;
        }
    }

    private static void checkInside(Path dir, Path target) throws IOException {
        try (var beside = Files.list(dir);
                var inside = Files.walk(target)) {
            assertThat(beside.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("archive", "target");
            long bytes = 0;
            int count = 0;
            for (Path path : (Iterable<Path>) inside::iterator) {
                assertThat(Files.isSymbolicLink(path)).isFalse();
                bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
                count++;
            }
            assertThat(bytes).isLessThanOrEqualTo(SMALL.unpackedBytes());
            assertThat(count).isLessThanOrEqualTo(SMALL.entries() + 1);
        }
    }
}
