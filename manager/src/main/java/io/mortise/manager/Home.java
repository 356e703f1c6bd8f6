package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The directory a manager works in, held alone: {@code .mortise/} inside it has the state, 0700. */
final class Home implements AutoCloseable {
    /** Socket paths may have 107 bytes; what a runner adds to its run directory takes less than the rest. */
    private static final int LONGEST_RUN_PATH = 50;

    private final Path directory;
    private final Path state;
    private final HomeLock lock;
    private final Path run;

    private Home(Path directory, Path state, HomeLock lock, Path run) {
        this.directory = directory;
        this.state = state;
        this.lock = lock;
        this.run = run;
    }

    /** @throws PluginException SERVICE_FAILED when it cannot be written; NOT_SERVING when another manager holds it */
    static Home open(Path home, Optional<Path> elsewhere) {
        Path directory = home.toAbsolutePath().normalize();
        Path state =
                elsewhere.orElse(directory.resolve(".mortise")).toAbsolutePath().normalize();
        try {
            createPrivate(state);
            createPrivate(state.resolve("logs"));
            if (!Files.isDirectory(state.resolve("cache"))) {
                // One that is open to others is not mended here: what lies in it may be theirs, and runners say so.
                createPrivate(state.resolve("cache"));
            }
            Path ignore = state.resolve(".gitignore");
            if (!Files.exists(ignore)) {
                Files.writeString(ignore, "*\n", UTF_8);
            }
        } catch (IOException e) {
            throw unusable(directory, state, e);
        }
        HomeLock lock = HomeLock.take(directory, state.resolve("lock"));
        try {
            return new Home(directory, state, lock, runDirectory(state));
        } catch (IOException e) {
            lock.close();
            throw unusable(directory, state, e);
        }
    }

    private static Path runDirectory(Path state) throws IOException {
        Path near = state.resolve("run");
        if (near.toString().getBytes(UTF_8).length <= LONGEST_RUN_PATH) {
            createPrivate(near);
            return near;
        }
        return Files.createTempDirectory("mortise-");
    }

    static void createPrivate(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (Files.isDirectory(directory)) {
            if (posix) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return;
        }
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(directory, attributes);
    }

    private static PluginException unusable(Path home, Path state, IOException e) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        "home " + home,
                        "state cannot be kept in " + state + ": " + e
                                + "; name another place with state(path) or --state",
                        new Detail.Service("home", "open", String.valueOf(e.getMessage())))
                .causedBy(e);
    }

    Path directory() {
        return directory;
    }

    Path settings() {
        return directory.resolve("mortise.yaml");
    }

    Path grants() {
        return directory.resolve("grants.yaml");
    }

    /** A directory or file of the state. */
    Path state(String name) {
        return state.resolve(name);
    }

    /** For files of lines. */
    Path logs() {
        return state.resolve("logs");
    }

    /** Where a plugin's granted files lie; it may not be there yet. */
    Path data(String identity) {
        return state.resolve("data").resolve(identity);
    }

    /** For sockets and what lives as long as this manager. */
    Path run() {
        return run;
    }

    @Override
    public void close() {
        if (!run.startsWith(state)) {
            removeTree(run);
        }
        lock.close();
    }

    private static void removeTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Home.class)
                    .atDebug()
                    .addKeyValue("directory", root)
                    .addKeyValue("cause", e.toString())
                    .log("the run directory stays behind");
        }
    }
}
