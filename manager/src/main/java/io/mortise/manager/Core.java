package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.internal.grant.GrantBook;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What every part of one manager shares. */
record Core(
        Home home,
        SettingsBook settings,
        StateFile state,
        GrantBook grants,
        Slots slots,
        EventHub hub,
        Verbs verbs,
        Bugs bugs,
        Clock clock,
        Timer timer,
        Map<String, String> apps) {
    Core {
        apps = Map.copyOf(apps);
    }

    /** Who requires whom among the plugins that are there now. */
    Requirements requirements() {
        Map<PluginId, PluginManifest> manifests = new HashMap<>();
        for (Slot slot : slots.all()) {
            // What serves counts; files that were changed and refused do not.
            slot.live()
                    .map(live -> live.prepared().manifest())
                    .or(() -> slot.files().manifest())
                    .filter(manifest ->
                            !slot.files().isGone() && manifest.name().equals(slot.id()))
                    .ifPresent(manifest -> manifests.put(slot.id(), manifest));
        }
        return new Requirements(manifests, apps);
    }
}
