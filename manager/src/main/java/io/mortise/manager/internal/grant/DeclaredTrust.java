package io.mortise.manager.internal.grant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether a directory may be granted as declared: nobody but its owner may put plugins into it. */
public final class DeclaredTrust {
    private static final int STICKY = 01000;
    private static final int WORLD_WRITE = 0002;
    private static final int GROUP_WRITE = 0020;

    private DeclaredTrust() {}

    /**
     * Why not; empty when it may. Looks at the directory, at the plugin directories in it, and at those above it, where
     * one could be put in its place. Systems without POSIX modes are not judged.
     */
    public static Optional<String> refusal(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!Files.getFileStore(real).supportsFileAttributeView("unix")
                    && !real.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return Optional.empty();
            }
            return inside(real).or(() -> above(real.getParent()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(
                    directory + " cannot be examined: " + e.getClass().getSimpleName());
        }
    }

    private static Optional<String> inside(Path directory) throws IOException {
        Optional<String> own = writable(directory, false);
        if (own.isPresent()) {
            return own;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                Optional<String> refusal = Files.isSymbolicLink(child) ? Optional.empty() : writable(child, false);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    /** The sticky bit keeps others from replacing what is not theirs, as in /tmp. */
    private static Optional<String> above(@org.jspecify.annotations.Nullable Path parent) {
        for (Path each = parent; each != null; each = each.getParent()) {
            Optional<String> refusal = writable(each, true);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> writable(Path path, boolean stickyIsEnough) {
        try {
            Map<String, Object> file = Files.readAttributes(path, "unix:mode,owner,group");
            int mode = file.get("mode") instanceof Integer bits ? bits : WORLD_WRITE;
            if (stickyIsEnough && (mode & STICKY) != 0) {
                return Optional.empty();
            }
            if ((mode & WORLD_WRITE) != 0) {
                return Optional.of(path + " is writable by everybody; chmod o-w it, or grant each plugin by name");
            }
            String group = String.valueOf(file.get("group"));
            if ((mode & GROUP_WRITE) != 0 && !group.equals(String.valueOf(file.get("owner")))) {
                return Optional.of(
                        path + " is writable by the group " + group + "; chmod g-w it, or grant each plugin by name");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
