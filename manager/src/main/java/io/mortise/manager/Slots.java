package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.NearestNames;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.AuditRing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The slots by plugin name. Any thread; a lookup takes no lock. */
final class Slots {
    private final Map<String, Slot> byName = new ConcurrentHashMap<>();

    /** @throws PluginException UNKNOWN_PLUGIN with the nearest names */
    Slot named(String plugin) {
        Slot found = byName.get(plugin);
        if (found == null) {
            throw unknown(plugin);
        }
        return found;
    }

    Optional<Slot> find(PluginId plugin) {
        return Optional.ofNullable(byName.get(plugin.name()));
    }

    /** False when the name is taken by a plugin that is there. */
    boolean add(Slot slot) {
        return byName.merge(slot.id().name(), slot, (old, next) -> old.files().isGone() ? next : old) == slot;
    }

    void remove(Slot slot) {
        byName.remove(slot.id().name(), slot);
    }

    /** By name. */
    List<Slot> all() {
        return byName.values().stream().sorted(Comparator.comparing(Slot::id)).toList();
    }

    /** What is written down of each plugin's host calls, by name. */
    Map<String, AuditRing> auditRings() {
        Map<String, AuditRing> rings = new HashMap<>();
        byName.forEach((name, slot) -> rings.put(name, slot.journal().audit()));
        return rings;
    }

    private PluginException unknown(String plugin) {
        List<String> nearest = NearestNames.of(plugin, byName.keySet());
        String hint = nearest.isEmpty() ? "there is none" : "there is " + String.join(", ", nearest);
        return PluginException.of(
                Failure.UNKNOWN_PLUGIN,
                ForeignText.clean(plugin, 64),
                "no plugin has this name; " + hint + "; see `mortise list`",
                new Detail.Nearest(nearest));
    }
}
