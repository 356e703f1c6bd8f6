package io.mortise.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of one name, links not followed. Two equal ones mean: nothing was changed in between.
 *
 * @param modifiedNanos since the epoch, as the owner may set it
 * @param changedNanos since the epoch, as only the kernel sets it; equal to {@code modifiedNanos} where unknown
 * @param key device and inode; a constant where the file system has none
 * @param mode Unix mode bits without the type
 * @param links names of this file
 */
record Stat(Type type, long size, long modifiedNanos, long changedNanos, Object key, int mode, int links) {
    private static final int SET_ID = 0b110 << 9;
    private static final int OWNER_EXECUTES = 0100;

    /** What a name stands for; the words are for messages. */
    enum Type {
        FILE("a file"),
        DIRECTORY("a directory"),
        LINK("a symbolic link"),
        PIPE("a named pipe"),
        SOCKET("a socket"),
        DEVICE("a device"),
        OTHER("neither file nor directory");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** By the type bits of a Unix mode. */
        static Type ofMode(int mode) {
            return switch (mode >>> 12 & 0xF) {
                case 0x1 -> PIPE;
                case 0x2, 0x6 -> DEVICE;
                case 0x4 -> DIRECTORY;
                case 0x8 -> FILE;
                case 0xA -> LINK;
                case 0xC -> SOCKET;
                default -> OTHER;
            };
        }
    }

    /** From the attributes {@code unix:*}. */
    static Stat ofUnix(Map<String, Object> attributes) {
        int mode = (Integer) value(attributes, "mode");
        return new Stat(
                Type.ofMode(mode),
                (Long) value(attributes, "size"),
                ((FileTime) value(attributes, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) value(attributes, "ctime")).to(TimeUnit.NANOSECONDS),
                value(attributes, "fileKey"),
                mode & 07777,
                (Integer) value(attributes, "nlink"));
    }

    /** Where there is no Unix: links cannot be counted, nothing is executable by a bit. */
    static Stat ofBasic(BasicFileAttributes attributes) {
        Type type = attributes.isSymbolicLink()
                ? Type.LINK
                : attributes.isDirectory() ? Type.DIRECTORY : attributes.isRegularFile() ? Type.FILE : Type.OTHER;
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        Object key = Objects.requireNonNullElse(attributes.fileKey(), "");
        return new Stat(type, attributes.size(), modified, modified, key, 0600, 1);
    }

    boolean isExecutable() {
        return (mode & OWNER_EXECUTES) != 0;
    }

    boolean setsId() {
        return (mode & SET_ID) != 0;
    }

    /** The later of both times: archives and {@code cp -p} bring old modification times with them. */
    long newestNanos() {
        return Math.max(modifiedNanos, changedNanos);
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }
}
