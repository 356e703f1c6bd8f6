package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole of {@code state.json}.
 *
 * @param frozen who stopped all reloads and installs
 * @param quarantined who put away which content, by hash
 * @param plugins by name
 */
record StateContent(int version, Said frozen, Map<String, Said> quarantined, Map<String, Remembered> plugins) {
    static final int VERSION = 2;
    static final StateContent NOTHING = new StateContent(VERSION, Said.NOTHING, Map.of(), Map.of());

    /** The file is of a version that this manager does not know. */
    static final class Newer extends Exception {
        private static final long serialVersionUID = 1;

        Newer(String message) {
            super(message);
        }
    }

    /** Version 1 of the file. */
    private record First(int version, Map<String, FirstEntry> plugins) {}

    private record FirstEntry(String disabledBy, String disabledAt, long generation) {}

    StateContent {
        quarantined = Map.copyOf(quarantined);
        plugins = Map.copyOf(plugins);
    }

    static StateContent parse(byte[] json) throws Newer {
        if (isOld(json)) {
            return migrated(Json.read(json, First.class));
        }
        Object version = version(json);
        if (!version.equals((long) VERSION) && !version.equals(VERSION)) {
            throw new Newer("is of version " + version + ", this manager writes version " + VERSION);
        }
        return Json.read(json, StateContent.class);
    }

    static boolean isOld(byte[] json) {
        return version(json).equals(1) || version(json).equals(1L);
    }

    private static Object version(byte[] json) {
        return Json.at(json, "/version").orElse("none");
    }

    private static StateContent migrated(First first) {
        Map<String, Remembered> plugins = new TreeMap<>();
        first.plugins()
                .forEach((name, entry) -> plugins.put(
                        name,
                        Remembered.NEW
                                .disabled(new Said(entry.disabledBy(), entry.disabledAt()))
                                .numbered(entry.generation())));
        return new StateContent(VERSION, Said.NOTHING, Map.of(), plugins);
    }

    byte[] json() {
        Map<String, Object> sorted = new java.util.LinkedHashMap<>();
        sorted.put("version", version);
        sorted.put("frozen", frozen);
        sorted.put("quarantined", new TreeMap<>(quarantined));
        sorted.put("plugins", new TreeMap<>(plugins));
        return Json.write(sorted);
    }

    Remembered plugin(PluginId plugin) {
        return plugins.getOrDefault(plugin.name(), Remembered.NEW);
    }

    StateContent with(PluginId plugin, Remembered entry) {
        Map<String, Remembered> next = new HashMap<>(plugins);
        next.put(plugin.name(), entry);
        return new StateContent(version, frozen, quarantined, next);
    }

    StateContent frozen(Said said) {
        return new StateContent(version, said, quarantined, plugins);
    }

    /** {@link Said#NOTHING} lifts it. */
    StateContent quarantined(String hash, Said said) {
        Map<String, Said> next = new TreeMap<>(quarantined);
        if (said.holds()) {
            next.put(hash, said);
        } else {
            next.remove(hash);
        }
        return new StateContent(version, frozen, next, plugins);
    }

    /** Every bundle that may be wanted again: the last good ones, pinned ones, and evidence. */
    Set<String> bundles() {
        Set<String> hashes = new HashSet<>(quarantined.keySet());
        plugins.values().forEach(each -> {
            hashes.add(each.contents().proved());
            hashes.add(each.contents().before());
            hashes.add(each.hold().pinned());
            if (each.quarantined().holds()) {
                hashes.add(each.contents().sentBack());
            }
        });
        return hashes;
    }

    Said quarantine(String hash) {
        return quarantined.getOrDefault(hash, Said.NOTHING);
    }
}
