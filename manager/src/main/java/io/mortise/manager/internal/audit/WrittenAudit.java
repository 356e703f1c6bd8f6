package io.mortise.manager.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest lines of {@code audit.jsonl}, read back: what host calls there were, also when no manager runs any more. */
public final class WrittenAudit {
    private static final int MOST = 1_000;

    private final Path file;

    /** @param file as {@link AuditFile} writes it; the one before it, full, is read where there is one */
    public WrittenAudit(Path file) {
        this.file = file;
    }

    /**
     * The last thousand, the oldest first; lines that say what was not written, or were cut off, are passed over.
     *
     * @param plugin one, else all
     */
    public List<Map<String, Object>> lines(Optional<String> plugin) {
        Deque<Map<String, Object>> last = new ArrayDeque<>();
        read(file.resolveSibling(file.getFileName() + ".1"), plugin, last);
        read(file, plugin, last);
        return List.copyOf(last);
    }

    private static void read(Path from, Optional<String> plugin, Deque<Map<String, Object>> last) {
        try (BufferedReader lines = Files.newBufferedReader(from, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                call(line)
                        .filter(call -> plugin.isEmpty() || plugin.get().equals(call.get("plugin")))
                        .ifPresent(last::addLast);
                if (last.size() > MOST) {
                    last.removeFirst();
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was written, or not so much that one file was full.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Map<String, Object>> call(String line) {
        try {
            return Optional.of(Json.object(line)).filter(call -> call.containsKey("operation"));
        } catch (BadJson e) {
            return Optional.empty();
        }
    }
}
