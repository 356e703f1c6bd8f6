package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.PluginManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which contributions there are, by kind, in stable order. Read without a lock; made anew when a slot settles.
 */
final class ContributionIndex {
    private final Slots slots;
    private final EventHub hub;
    private final java.time.Clock clock;
    private final Map<String, Kind> kinds;
    private final Object rebuilding = new Object();
    private volatile Map<String, List<PluginContribution>> byKind = Map.of();
    private volatile Set<PluginId> contributors = Set.of();
    private volatile boolean gathers;

    ContributionIndex(Slots slots, EventHub hub, java.time.Clock clock, Map<String, Kind> kinds) {
        this.slots = slots;
        this.hub = hub;
        this.clock = clock;
        this.kinds = Map.copyOf(kinds);
    }

    List<PluginContribution> of(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    List<PluginContribution> all() {
        return byKind.values().stream().flatMap(List::stream).toList();
    }

    /** From here to {@link #rebuild} nothing is made anew: for the first start of all plugins, before anyone can ask. */
    void gather() {
        gathers = true;
    }

    /** The slot came to rest or serves. Only one that contributes, or did, changes anything; of a thousand few do. */
    void settled(Slot slot) {
        boolean contributes = manifest(slot)
                .filter(manifest -> !manifest.contributes().isEmpty())
                .isPresent();
        if (!gathers && (contributes || contributors.contains(slot.id()))) {
            rebuild();
        }
    }

    void rebuild() {
        gathers = false;
        synchronized (rebuilding) {
            Map<String, List<PluginContribution>> next = new LinkedHashMap<>();
            Set<PluginId> contributing = new HashSet<>();
            for (Slot slot : slots.all()) {
                manifest(slot)
                        .filter(manifest -> !manifest.contributes().isEmpty())
                        .ifPresent(manifest -> {
                            contributing.add(slot.id());
                            add(slot, manifest, next);
                        });
            }
            contributors = contributing;
            next.replaceAll((kind, list) -> List.copyOf(list));
            if (next.equals(byKind)) {
                return;
            }
            byKind = next;
        }
        hub.publish(new PluginEvent.ContributionsChanged(clock.instant()));
    }

    private void add(Slot slot, PluginManifest manifest, Map<String, List<PluginContribution>> next) {
        for (Contribution each : manifest.contributes()) {
            Kind kind = kinds.get(each.kind());
            if (kind != null) {
                next.computeIfAbsent(each.kind(), name -> new ArrayList<>())
                        .add(new PluginContribution(slot.id(), kind, each));
            }
        }
    }

    /** Of what serves, or would serve when called. */
    static Optional<PluginManifest> manifest(Slot slot) {
        Optional<Generation> live = slot.live();
        if (live.isPresent()) {
            return Optional.of(live.get().prepared().manifest());
        }
        return slot.now().position().state().isResting()
                ? Optional.empty()
                : slot.files().manifest();
    }
}
