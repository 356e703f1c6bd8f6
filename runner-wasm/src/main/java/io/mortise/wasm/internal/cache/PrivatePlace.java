package io.mortise.wasm.internal.cache;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Whether a directory or file is of this user alone. */
final class PrivatePlace {
    static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivatePlace() {}

    /** Made when it is not there. */
    static void make(Path directory) throws IOException, Untrusted {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new Untrusted(directory + " is on a file system without owners and modes");
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            // The check that follows says whether it is good.
        }
    }

    /** The user this process runs as, as the file system sees it: a name from the environment could be anybody's. */
    static UserPrincipal me(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "who", CodeCache.TEMPORARY);
        try {
            return Files.getOwner(probe, NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    static void checkDirectory(Path directory) throws IOException, Untrusted {
        PosixFileAttributes found = attributes(directory);
        if (!found.isDirectory()) {
            throw new Untrusted(directory + " is no directory");
        }
        checkMode(directory, found, DIRECTORY, "700");
    }

    static void checkFile(Path file) throws IOException, Untrusted {
        PosixFileAttributes found = attributes(file);
        if (!found.isRegularFile()) {
            throw new Untrusted(file + " is no file");
        }
        checkMode(file, found, FILE, "600");
    }

    static void checkOwner(Path path, UserPrincipal me) throws IOException, Untrusted {
        UserPrincipal owner = attributes(path).owner();
        if (!owner.equals(me)) {
            throw new Untrusted("%s belongs to %s, not to %s; remove it or chown it"
                    .formatted(path, owner.getName(), me.getName()));
        }
    }

    private static void checkMode(Path path, PosixFileAttributes found, Set<PosixFilePermission> most, String wanted)
            throws Untrusted {
        Set<PosixFilePermission> more = EnumSet.noneOf(PosixFilePermission.class);
        more.addAll(found.permissions());
        more.removeAll(most);
        if (!more.isEmpty()) {
            throw new Untrusted("%s has mode %s, others could reach it; remove it or chmod %s it"
                    .formatted(path, PosixFilePermissions.toString(found.permissions()), wanted));
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
    }

    /** The place may be somebody else's; the message says why and what to do. */
    static final class Untrusted extends Exception {
        private static final long serialVersionUID = 1L;

        Untrusted(String message) {
            super(message, null, false, false);
        }
    }
}
