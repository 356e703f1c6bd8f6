package io.mortise.wasm.internal.wasi;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What a directory says of an entry, a link not followed.
 *
 * @param key the same for the same file, whatever its name
 */
record Stat(Kind kind, long size, Object key, FileTime accessed, FileTime modified) {
    /** With the number of WASI's {@code filetype}. */
    enum Kind {
        OTHER(0),
        DIRECTORY(3),
        FILE(4),
        LINK(7);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** @param place stands in for the key where the platform has none */
    static Stat of(BasicFileAttributes attributes, Object place) {
        Object key = attributes.fileKey();
        return new Stat(
                kind(attributes),
                attributes.isRegularFile() ? attributes.size() : 0,
                key == null ? place : key,
                attributes.lastAccessTime(),
                attributes.lastModifiedTime());
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }

    /** A number for the file; tells nothing of the host's own. */
    long number() {
        long hash = 0xcbf29ce484222325L;
        for (char c : key.toString().toCharArray()) {
            hash = (hash ^ c) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
