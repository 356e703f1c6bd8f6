package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must survive the manager: which plugins are disabled and how many generations there were. A decision is on the
 * disk before it is acknowledged; counters are written at the next one, or at the end.
 */
final class StateFile {
    private static final int VERSION = 1;

    private final Path file;
    private final Object lock = new Object();
    private final Map<String, Entry> entries;
    private boolean changed;

    /** The whole file. */
    record Content(int version, Map<String, Entry> plugins) {}

    /** One plugin; {@code disabledBy} is empty when it is enabled. */
    record Entry(String disabledBy, String disabledAt, long generation) {
        static final Entry NEW = new Entry("", "", 0);
    }

    private StateFile(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = new TreeMap<>(entries);
    }

    /** @throws PluginException BAD_CONFIG when it is of a newer version or damaged */
    static StateFile open(Path file) {
        if (!Files.exists(file)) {
            return new StateFile(file, Map.of());
        }
        try {
            byte[] json = Files.readAllBytes(file);
            Object version = Json.at(json, "/version").orElse("none");
            if (!version.equals((long) VERSION) && !version.equals(VERSION)) {
                throw unusable(file, "is of version " + version + ", this manager writes version " + VERSION);
            }
            return new StateFile(file, Json.read(json, Content.class).plugins());
        } catch (IOException | BadJson e) {
            throw unusable(file, "cannot be read: " + e.getMessage()).causedBy(e);
        }
    }

    /** The next generation's number. */
    long nextGeneration(PluginId plugin) {
        synchronized (lock) {
            Entry old = entry(plugin);
            entries.put(plugin.name(), new Entry(old.disabledBy(), old.disabledAt(), old.generation() + 1));
            changed = true;
            return old.generation() + 1;
        }
    }

    Optional<Entry> disabled(PluginId plugin) {
        synchronized (lock) {
            return Optional.of(entry(plugin))
                    .filter(entry -> !entry.disabledBy().isEmpty());
        }
    }

    /** @throws PluginException SERVICE_FAILED when it cannot be stored: then nothing was decided */
    void disable(PluginId plugin, String by, String at) {
        decide(plugin, by, at);
    }

    /** @throws PluginException as {@link #disable} */
    void enable(PluginId plugin) {
        decide(plugin, "", "");
    }

    private void decide(PluginId plugin, String by, String at) {
        synchronized (lock) {
            Entry old = entry(plugin);
            entries.put(plugin.name(), new Entry(by, at, old.generation()));
            try {
                write();
            } catch (PluginException e) {
                entries.put(plugin.name(), old);
                throw e;
            }
        }
    }

    /** Writes counters that changed. */
    void save() {
        synchronized (lock) {
            if (changed) {
                write();
            }
        }
    }

    private void write() {
        try {
            AtomicFile.write(file, Json.write(new Content(VERSION, entries)));
            changed = false;
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.SERVICE_FAILED,
                            "state " + file,
                            "cannot be written: " + e + "; look at that disk's space and permissions",
                            new Detail.Service("state", "write", String.valueOf(e.getMessage())))
                    .causedBy(e);
        }
    }

    private Entry entry(PluginId plugin) {
        return entries.getOrDefault(plugin.name(), Entry.NEW);
    }

    private static PluginException unusable(Path file, String problem) {
        return PluginException.of(
                Failure.BAD_CONFIG,
                file,
                problem + "; use the manager that wrote it, or move the file away",
                new Detail.Violations(java.util.List.of(new Detail.Violation(file.toString(), problem))));
    }
}
