package io.mortise.manager.internal.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The homes this user's managers work in now: a file for each in the user's runtime directory. A manager that was
 * killed leaves its file behind; whoever looks next takes it away.
 */
public final class LiveHomes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHomes.class);

    private final Path directory;

    /** A manager that was alive when looked for. */
    public record Entry(Path home, Path socket, long pid) {}

    private LiveHomes(Path directory) {
        this.directory = directory;
    }

    /**
     * In {@code $XDG_RUNTIME_DIR/mortise}, else in the directory for temporary files.
     *
     * @throws IOException when the directory there belongs to somebody else
     */
    public static LiveHomes open(Map<String, String> environment) throws IOException {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty() && Files.isDirectory(Path.of(runtime))) {
            return in(Path.of(runtime, "mortise"));
        }
        String temporary = System.getProperty("java.io.tmpdir");
        return in(
                Path.of(temporary, "mortise-" + PrivateDirectory.me().getName().replaceAll("[^A-Za-z0-9._-]", "_")));
    }

    static LiveHomes in(Path directory) throws IOException {
        return new LiveHomes(PrivateDirectory.make(directory));
    }

    Path directory() {
        return directory;
    }

    void add(Path home, Path socket) throws IOException {
        Map<String, Object> entry = Map.of(
                "home", home.toString(),
                "socket", socket.toString(),
                "pid", ProcessHandle.current().pid());
        Path beside = Files.createTempFile(directory, ".", ".tmp");
        Files.write(beside, Json.write(entry));
        Files.move(beside, file(home), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(Path home) throws IOException {
        Files.deleteIfExists(file(home));
    }

    private Path file(Path home) {
        return directory.resolve(SocketPlace.fingerprint(home) + ".json");
    }

    /** Those whose process lives, by home. */
    public List<Entry> alive() throws IOException {
        List<Entry> alive = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                Optional<Entry> entry = read(file);
                if (entry.isPresent() && isAlive(entry.get())) {
                    alive.add(entry.get());
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        alive.sort(Comparator.comparing(Entry::home));
        return List.copyOf(alive);
    }

    private static boolean isAlive(Entry entry) {
        return Files.exists(entry.socket())
                && ProcessHandle.of(entry.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    private static Optional<Entry> read(Path file) {
        try {
            Map<String, Object> entry = Json.object(Files.readString(file, UTF_8));
            return Optional.of(new Entry(
                    Path.of(String.valueOf(entry.get("home"))),
                    Path.of(String.valueOf(entry.get("socket"))),
                    entry.get("pid") instanceof Number pid ? pid.longValue() : 0));
        } catch (IOException | BadJson e) {
            LOG.atDebug()
                    .addKeyValue("file", file)
                    .addKeyValue("cause", e.toString())
                    .log("a live home's file is unreadable");
            return Optional.empty();
        }
    }
}
