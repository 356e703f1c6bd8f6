package io.mortise.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may touch the copies: their owner reads (and runs), nobody writes, nobody else looks. */
final class ReadOnly {
    private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r--------");
    private static final Set<PosixFilePermission> READ_AND_EXECUTE = PosixFilePermissions.fromString("r-x------");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private ReadOnly() {}

    /** For creating a file: 0400, or 0500 when it is executable. */
    static FileAttribute<?>[] file(Path where, boolean executable) {
        return attribute(where, executable ? READ_AND_EXECUTE : READ);
    }

    /** For creating a directory that is still to be filled: 0700. */
    static FileAttribute<?>[] openDirectory(Path where) {
        return attribute(where, OWNER);
    }

    /** 0500. */
    static void close(Path directory) throws IOException {
        set(directory, READ_AND_EXECUTE);
    }

    /** 0500 for all directories below; the root stays 0700, or it could not be moved to another parent. */
    static void closeInside(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!path.equals(root) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    close(path);
                }
            }
        }
    }

    /** 0700. */
    static void open(Path directory) throws IOException {
        set(directory, OWNER);
    }

    /** Deletes a tree, its read-only directories too; links are deleted, not followed. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                open(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileAttribute<?>[] attribute(Path where, Set<PosixFilePermission> permissions) {
        return isPosix(where)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static void set(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
