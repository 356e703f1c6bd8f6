package io.mortise.manager;

import io.mortise.manager.PluginStatus.Versions;
import java.util.Optional;

/** What a slot runs beside what lies there, in words. */
final class VersionsReport {
    private VersionsReport() {}

    static Versions of(Core core, Trials trials, Slot slot) {
        Remembered known = core.state().of(slot.id());
        return new Versions(
                differs(core, slot, known),
                slot.live().flatMap(trials::of).map(Trial::until),
                slot.chronicle().lastRollback(),
                known.hold().pinned(),
                known.hold().floor());
    }

    private static String differs(Core core, Slot slot, Remembered known) {
        Optional<Generation> live = slot.live();
        Optional<Fetched> there = slot.files().latest();
        if (live.isEmpty() || there.isEmpty()) {
            return "";
        }
        String running = live.get().prepared().bundle().hash();
        String lies = there.get().stored().hash();
        if (running.equals(lies)) {
            return "";
        }
        return "runs " + shown(live.get().prepared().manifest().version(), running) + ", there lies "
                + shown(there.get().manifest().version(), lies) + why(core, known, lies);
    }

    private static String why(Core core, Remembered known, String lies) {
        if (!known.hold().pinned().isEmpty()) {
            return ": it is pinned";
        }
        if (lies.equals(known.contents().sentBack())) {
            return ": that was rolled back";
        }
        return core.state().now().frozen().holds() ? ": it is frozen" : ": that was refused, or waits";
    }

    private static String shown(String version, String hash) {
        return version + " (" + hash.substring(0, Math.min(12, hash.length())) + ')';
    }
}
