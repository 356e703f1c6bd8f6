package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.PluginManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    void rebuild() {
        synchronized (rebuilding) {
            Map<String, List<PluginContribution>> next = new LinkedHashMap<>();
            for (Slot slot : slots.all()) {
                manifest(slot).ifPresent(manifest -> add(slot, manifest, next));
            }
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
