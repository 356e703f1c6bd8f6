package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Origin;
import io.mortise.api.Source.Candidate;
import io.mortise.source.DirectorySource.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** Makes plugin directories for tests. */
final class PluginFiles {
    static final Options QUICK = Options.STANDARD
            .withQuiet(Duration.ofMillis(20))
            .withDebounce(Duration.ofMillis(20))
            .withPatience(Duration.ofMillis(400));
    static final Origin ORIGIN = new Origin("dir:plugins");

    private PluginFiles() {}

    /** A plugin directory with a manifest and a module. */
    static Path plugin(Path parent, String name) throws IOException {
        Path root = parent.resolve(name);
        write(root, "plugin.yaml", "name: " + name);
        write(root, "plugin.wasm", "\0asm");
        return root;
    }

    static Path write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, UTF_8);
    }

    static Path executable(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Candidate candidate(Path path) {
        return new Candidate(path.getFileName().toString(), path);
    }

    static DirectorySource source(Path directory) {
        return DirectorySource.open(directory, ORIGIN, QUICK);
    }
}
