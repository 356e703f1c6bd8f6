package io.mortise.source;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** An open archive that nobody vouches for. One thread, used once. */
final class ZipArchive {
    private final ZipBytes archive;
    private final DirectorySource.Options options;
    private final Problems problems = new Problems();

    ZipArchive(SeekableByteChannel file, long size, DirectorySource.Options options) {
        this.archive = new ZipBytes(file, size);
        this.options = options;
    }

    /**
     * Writes its files into an empty directory; nothing is written before directory and layout are found in order.
     *
     * @throws io.mortise.api.error.PluginException BAD_BUNDLE with every problem
     */
    void unpack(String name, Path target) throws IOException {
        ZipIndex index = ZipIndex.read(archive, options.caps(), name);
        ZipRules rules = new ZipRules(options.caps(), problems);
        rules.check(index.entries(), archive.size());
        rules.checkManifest(options.manifests());
        List<ZipLayout.Placed> placed = ZipLayout.check(archive, index, problems);
        problems.throwIfAny(name);
        ZipInflate inflate = new ZipInflate(archive, problems);
        for (ZipLayout.Placed each : placed) {
            if (!each.entry().isDirectory() && isTaken(each.entry().path())) {
                write(inflate, each, target);
            }
        }
        problems.throwIfAny(name);
    }

    private void write(ZipInflate inflate, ZipLayout.Placed placed, Path target) throws IOException {
        String path = placed.entry().path();
        try {
            Path file = target.resolve(path);
            Files.createDirectories(file.getParent(), ReadOnly.openDirectory(target));
            inflate.write(placed, file);
        } catch (InvalidPathException e) {
            problems.add(path, "cannot be written under this locale; start with LC_ALL=C.UTF-8");
        }
    }

    private static boolean isTaken(String path) {
        for (String name : path.split("/", -1)) {
            if (!PathRules.isTaken(name)) {
                return false;
            }
        }
        return true;
    }
}
