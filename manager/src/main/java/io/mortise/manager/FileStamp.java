package io.mortise.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicReference;

/** Tells whether a file was written since it was last looked at: by size, time and inode. */
final class FileStamp {
    private final Path file;
    private final AtomicReference<String> seen;

    private FileStamp(Path file, String seen) {
        this.file = file;
        this.seen = new AtomicReference<>(seen);
    }

    static FileStamp of(Path file) {
        return new FileStamp(file, read(file));
    }

    /** True once for each change. */
    boolean hasChanged() {
        String now = read(file);
        return !now.equals(seen.getAndSet(now));
    }

    private static String read(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.size() + "/" + found.lastModifiedTime() + '/' + found.fileKey();
        } catch (IOException e) {
            return "absent";
        }
    }
}
