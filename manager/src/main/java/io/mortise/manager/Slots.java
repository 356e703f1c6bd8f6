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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The slots by plugin name. Any thread; a lookup takes no lock. */
final class Slots {
    private final Map<String, Slot> byName = new ConcurrentHashMap<>();
    /** Counted after each change, so that whoever sees the number sees the change. */
    private final AtomicLong changes = new AtomicLong();

    private volatile Sorted sorted = new Sorted(0, List.of());

    /** The slots by name after so many changes, or a few later ones. */
    private record Sorted(long changes, List<Slot> slots) {}

    /** @throws PluginException UNKNOWN_PLUGIN with the nearest names */
    Slot named(String plugin) {
        Slot found = byName.get(plugin);
        if (found == null) {
            throw unknown(plugin, Set.of());
        }
        return found;
    }

    Optional<Slot> find(PluginId plugin) {
        return Optional.ofNullable(byName.get(plugin.name()));
    }

    /** False when the name is taken by a plugin that is there. */
    boolean add(Slot slot) {
        boolean isNew =
                byName.merge(slot.id().name(), slot, (old, next) -> old.files().isGone() ? next : old) == slot;
        changes.incrementAndGet();
        return isNew;
    }

    void remove(Slot slot) {
        byName.remove(slot.id().name(), slot);
        changes.incrementAndGet();
    }

    /** By name. Every reload asks, so they are sorted once for each that comes or goes. */
    List<Slot> all() {
        long now = changes.get();
        Sorted last = sorted;
        if (last.changes() != now) {
            last = new Sorted(
                    now,
                    byName.values().stream()
                            .sorted(Comparator.comparing(Slot::id))
                            .toList());
            sorted = last;
        }
        return last.slots();
    }

    /** What is written down of each plugin's host calls, by name. */
    Map<String, AuditRing> auditRings() {
        Map<String, AuditRing> rings = new HashMap<>();
        byName.forEach((name, slot) -> rings.put(name, slot.journal().audit()));
        return rings;
    }

    /** @param asleep names of plugins that are not there, and of which something is kept */
    PluginException unknown(String plugin, Set<PluginId> asleep) {
        Set<String> names = new TreeSet<>(byName.keySet());
        asleep.forEach(each -> names.add(each.name()));
        List<String> nearest = NearestNames.of(plugin, names);
        String hint = nearest.isEmpty()
                ? "there is none"
                : (nearest.size() == 1 ? "there is " : "there are ") + String.join(", ", nearest);
        return PluginException.of(
                Failure.UNKNOWN_PLUGIN,
                ForeignText.clean(plugin, 64),
                "no plugin has this name; " + hint + "; see `mortise list`",
                new Detail.Nearest(nearest));
    }
}
