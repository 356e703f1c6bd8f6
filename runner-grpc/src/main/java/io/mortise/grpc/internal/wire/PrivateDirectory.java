package io.mortise.grpc.internal.wire;

import io.mortise.proto.wire.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directories that only this user may enter, with names nobody can guess. */
final class PrivateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);
    private static final int NAME_BYTES = 8;
    /** What a plugin may append: a slash and a name such as {@code plugin} and sixteen digits, with some to spare. */
    private static final int SOCKET_NAME_BYTES = 33;

    private PrivateDirectory() {}

    static void ensure(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly(directory));
        }
    }

    /** Makes a new one; that the name exists already is an error. */
    static Path create(Path parent, String prefix) throws IOException {
        return Files.createDirectory(parent.resolve(prefix + random()), ownerOnly(parent));
    }

    /** {@code directory} itself, or a new one elsewhere when socket paths inside it would be too long. */
    static Path shortEnough(Path directory) throws IOException {
        if (fits(directory)) {
            return directory;
        }
        return create(runtimeDirectory().orElse(Path.of("/tmp")), "mortise-");
    }

    private static boolean fits(Path directory) {
        int bytes = directory.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes + SOCKET_NAME_BYTES <= Endpoint.MAX_PATH_BYTES;
    }

    private static Optional<Path> runtimeDirectory() {
        return Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(path ->
                        path.isAbsolute() && Files.isWritable(path) && fits(path.resolve("mortise-0123456789abcdef")));
    }

    static String random() {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** Deletes all of it without following links; what cannot be deleted is logged, for the next sweep. */
    static void delete(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failed) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .setCause(e)
                    .log("a plugin's run directory was not removed");
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path place) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
