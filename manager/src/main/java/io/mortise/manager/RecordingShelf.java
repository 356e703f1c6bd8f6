package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code recordings/NAME/}: the last recordings of each plugin, 0600, the oldest deleted first. Any thread. */
final class RecordingShelf {
    private final Object lock = new Object();
    private final Path root;

    RecordingShelf(Path root) {
        this.root = root;
    }

    /** @param keep how many of this plugin's stay, this one among them */
    Path put(String plugin, String name, String json, int keep) {
        synchronized (lock) {
            try {
                Home.createPrivate(root);
                Path directory = root.resolve(plugin);
                Home.createPrivate(directory);
                Path file = directory.resolve(name + ".json");
                Files.writeString(file, "", UTF_8);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(file, json, UTF_8);
                List<Path> all = files(plugin);
                for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
                    Files.deleteIfExists(old);
                }
                return file;
            } catch (IOException e) {
                throw failed(plugin, "a recording could not be stored: " + e, e);
            }
        }
    }

    /** The oldest first. */
    List<Path> files(String plugin) {
        Path directory = root.resolve(plugin);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> each.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw failed(plugin, "recordings could not be listed: " + e, e);
        }
    }

    RecordedCall read(Path file) {
        try {
            return RecordedCall.parse(Files.readString(file, UTF_8));
        } catch (IOException | BadJson e) {
            throw failed(file, "is no recording that can be read: " + e.getMessage(), e);
        }
    }

    private static PluginException failed(Object subject, String text, Exception cause) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        subject,
                        text,
                        new Detail.Service(
                                "recordings", "store", cause.getClass().getSimpleName()))
                .causedBy(cause);
    }
}
