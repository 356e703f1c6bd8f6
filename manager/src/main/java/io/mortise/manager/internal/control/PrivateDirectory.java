package io.mortise.manager.internal.control;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** A directory that only this user can look into, in a place where others may have been first. */
final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /** @throws IOException when something of another user, or open to others, is in its place */
    static Path make(Path directory) throws IOException {
        if (!hasPosix(directory)) {
            return Files.createDirectories(directory);
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException e) {
            check(directory);
        }
        return directory;
    }

    /** @throws IOException when it is no directory of this user alone */
    static void check(Path directory) throws IOException {
        if (!hasPosix(directory)) {
            return;
        }
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is no directory");
        }
        if (!isMine(directory)) {
            throw new IOException(directory + " belongs to "
                    + Files.getOwner(directory, NOFOLLOW_LINKS).getName());
        }
        if (!Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS).equals(OWNER)) {
            throw new IOException(directory + " is open to others; chmod 700 it");
        }
    }

    /** True when the file's owner is the user this process runs as. */
    static boolean isMine(Path file) throws IOException {
        return Files.getOwner(file, NOFOLLOW_LINKS).equals(me());
    }

    /** The effective user, as the file system sees it: a name from the environment could be anybody's. */
    static UserPrincipal me() throws IOException {
        Path probe = Files.createTempFile("mortise-", ".who");
        try {
            return Files.getOwner(probe, NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    static boolean hasPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
