package io.mortise.source;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Unpacks an archive as it stood at one moment: its file must be the same before and after. */
final class ArchiveSnapshot implements Attempt {
    private final DirectorySource.Options options;

    ArchiveSnapshot(DirectorySource.Options options) {
        this.options = options;
    }

    @Override
    public Path take(Path candidate, Path staging, Quiet quiet) throws IOException, InterruptedException {
        String name = candidate.getFileName().toString();
        try (Folder folder = Folder.open(candidate.resolveSibling("."))) {
            Stat before = stat(folder, name);
            if (quiet.waitFor(before.newestNanos())) {
                requireEqual(before, stat(folder, name));
            }
            try (SeekableByteChannel file = folder.read(name)) {
                requireEqual(before, stat(folder, name));
                new ZipArchive(file, before.size(), options).unpack(name, staging);
            }
            requireEqual(before, stat(folder, name));
            return staging;
        } catch (AccessDeniedException e) {
            throw Problems.single(name, "may not be read: " + e.getMessage());
        }
    }

    private Stat stat(Folder folder, String name) throws IOException {
        Stat stat = folder.stat(name);
        if (stat.type() != Stat.Type.FILE) {
            throw Problems.single(name, "is " + stat.type().words() + ", an archive must be a regular file");
        }
        if (stat.links() > 1) {
            throw Problems.single(name, "has " + stat.links() + " hard links, an archive has one; copy it instead");
        }
        if (stat.size() > options.caps().packedBytes()) {
            throw Problems.single(
                    name,
                    "has " + stat.size() + " bytes, at most " + options.caps().packedBytes() + " are allowed");
        }
        return stat;
    }

    private static void requireEqual(Stat before, Stat after) throws TreeChanged {
        if (!before.equals(after)) {
            throw new TreeChanged("the archive was written or replaced");
        }
    }
}
