package io.mortise.manager.internal.manifest;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.mortise.manager.internal.yaml.YamlDoc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds and reads the one manifest file at a plugin's root. */
final class ManifestFile {
    static final String NAME = "plugin.yaml";

    private static final List<String> OTHERS = List.of("plugin.yml", "manifest.yaml", "manifest.yml", "manifest.json");
    private static final int MAX_BYTES = 1 << 20;

    private ManifestFile() {}

    /** What is wrong before anything is parsed; names the file. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String text) {
            super(text);
        }
    }

    static YamlDoc read(Path root) throws Missing {
        List<String> others = OTHERS.stream()
                .filter(name -> Files.exists(root.resolve(name), NOFOLLOW_LINKS))
                .toList();
        if (!Files.exists(root.resolve(NAME), NOFOLLOW_LINKS)) {
            throw new Missing(
                    others.isEmpty()
                            ? "is not there; a plugin is a directory with plugin.yaml at its root"
                            : "is not there; " + others.get(0) + " is not read, write a plugin.yaml in its place");
        }
        if (!others.isEmpty()) {
            throw new Missing("is not the only manifest: " + others.get(0) + " lies beside it; keep one");
        }
        return YamlDoc.parse(NAME, bytes(root.resolve(NAME)));
    }

    /** One byte more than allowed is enough to see that it is too much. */
    private static byte[] bytes(Path file) throws Missing {
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new Missing("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new Missing("cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
