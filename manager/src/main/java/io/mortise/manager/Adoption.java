package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.HostCallLine;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a slot for a place: under its manifest's name, or under its directory's where it has none that can be used. */
final class Adoption {
    private final Core core;
    private final BundleReader reader;
    private final Consumer<Slot> awaken;

    Adoption(Core core, BundleReader reader, Consumer<Slot> awaken) {
        this.core = core;
        this.reader = reader;
        this.awaken = awaken;
    }

    /** What reading a place came to; one of both is there. */
    record Found(Place place, Optional<Fetched> fetched, Optional<PluginException> failure) {}

    /** Reads a place; on any thread. */
    Found read(Place place) {
        try {
            return new Found(place, Optional.of(reader.fetch(place)), Optional.empty());
        } catch (PluginException e) {
            return new Found(place, Optional.empty(), Optional.of(e));
        }
    }

    /** The slot, in place: DISCOVERED, or INVALID with the reason. */
    Slot adopt(Found found) {
        if (found.fetched().isEmpty()) {
            return invalid(found.place(), found.failure().orElseThrow());
        }
        Fetched fetched = found.fetched().get();
        Slot slot = slot(fetched.manifest().name(), found.place());
        slot.files().offer(fetched);
        if (core.slots().add(slot)) {
            return slot;
        }
        return invalid(found.place(), duplicate(fetched));
    }

    private PluginException duplicate(Fetched later) {
        PluginId name = later.manifest().name();
        String earlier = core.slots()
                .find(name)
                .map(slot -> slot.files().place().shown())
                .orElse("another place");
        String problem = "is named " + name + " as " + earlier + " is; a name is taken once";
        return PluginException.of(
                Failure.BAD_MANIFEST,
                later.place().shown(),
                problem,
                new Detail.Violations(List.of(new Detail.Violation("plugin.yaml: name", problem))));
    }

    private Slot invalid(Place place, PluginException failure) {
        PluginId wanted = spoken(place.candidate().name());
        Slot slot = slot(wanted, place);
        for (int i = 2; !core.slots().add(slot); i++) {
            String base = wanted.name().substring(0, Math.min(wanted.name().length(), 55));
            slot = slot(PluginId.of(base + '-' + i), place);
        }
        List<String> excerpt = reader.excerpt(place);
        slot.files().problems(excerpt.isEmpty() ? List.of(String.valueOf(failure.getMessage())) : excerpt);
        slot.chronicle().troubled(failure);
        slot.become(slot.position(PluginState.INVALID, failure.text()), Optional.empty(), Optional.of(failure));
        return slot;
    }

    private Slot slot(PluginId id, Place place) {
        Settings.Log log = core.settings().now().log();
        Chronicle chronicle = new Chronicle(id, core.hub(), core.clock());
        Journal journal = Journal.of(id, log.linesPerSecond(), log.keep(), line -> denied(id, line));
        Slot slot = new Slot(id, new SlotFiles(place), journal, chronicle);
        slot.onAwaken(() -> awaken.accept(slot));
        limitRate(slot, core.settings().now());
        return slot;
    }

    /** Puts the settings' call rate, quotas, and bounds and level of the log in force. */
    static void limitRate(Slot slot, Settings settings) {
        Settings.Log log = settings.log();
        slot.journal().log().setLevel(log.level(slot.id()));
        slot.journal().log().limit(log.linesPerSecond(), log.keep());
        slot.journal().quotas().set(settings.budget(), slot.id(), System.nanoTime());
        Optional<Settings.Rate> rate =
                Optional.ofNullable(settings.budget().calls().get(slot.id())).or(settings.budget()::callsOfOthers);
        if (rate.isEmpty() || slot.rate().filter(gate -> gate.isOf(rate.get())).isEmpty()) {
            slot.limitRate(rate.map(each -> new RateGate(each, System.nanoTime())));
        }
    }

    private void denied(PluginId id, HostCallLine line) {
        core.hub().publish(new PluginEvent.HostCallDenied(core.clock().instant(), id, StatusReport.record(line)));
    }

    /** A file name as a plugin's name: lower case, anything else a hyphen. */
    static PluginId spoken(String fileName) {
        String stem = fileName.replaceFirst("\\.(mplug|zip)$", "");
        String name = stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String led = name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "x" + name : name;
        String longer = led.length() < 2 ? led + "-x" : led;
        return PluginId.of(longer.substring(0, Math.min(longer.length(), 60)));
    }
}
