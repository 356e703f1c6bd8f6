package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one plugin as its manifest may name them: relative, inside the plugin, there. */
final class PluginFiles {
    private final Path root;

    PluginFiles(Path root) {
        this.root = root;
    }

    /** What is wrong with a path; empty = it names a regular file inside the plugin after links are resolved. */
    Optional<String> problem(String path) {
        String shown = ForeignText.quote(path);
        try {
            Path file = Path.of(path);
            if (file.isAbsolute() || path.indexOf('\\') >= 0 || file.normalize().startsWith("..")) {
                return Optional.of(shown + " is not a path inside the plugin");
            }
            if (!Files.exists(root.resolve(file))) {
                return Optional.of(shown + " is not in the plugin");
            }
            if (!root.resolve(file).toRealPath().startsWith(root.toRealPath())) {
                return Optional.of(shown + " leads out of the plugin");
            }
            return Files.isRegularFile(root.resolve(file)) ? Optional.empty() : Optional.of(shown + " is not a file");
        } catch (InvalidPathException | IOException e) {
            return Optional.of(shown + " is not a path inside the plugin");
        }
    }

    /** Reads a file that {@link #problem} has nothing against. */
    byte[] read(String path, int maxBytes) throws IOException {
        try (var in = Files.newInputStream(root.resolve(path))) {
            return in.readNBytes(maxBytes + 1);
        }
    }
}
