package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.PluginStatus.Live;
import io.mortise.manager.internal.audit.AuditRing;
import io.mortise.manager.internal.audit.HostCallLine;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down how a slot stands. */
final class StatusReport {
    private final Core core;
    private final Drains drains;
    private final Trials trials;
    private final Unenforced unenforced;

    StatusReport(Core core, Drains drains, Trials trials, Unenforced unenforced) {
        this.core = core;
        this.drains = drains;
        this.trials = trials;
        this.unenforced = unenforced;
    }

    PluginStatus of(Slot slot) {
        SlotState.Position position = slot.now().position();
        Optional<Generation> live = slot.live();
        List<PluginStatus.Trouble> troubles = slot.chronicle().troubles();
        return new PluginStatus(
                slot.id(),
                live.map(g -> g.prepared().manifest())
                        .or(() -> slot.files().manifest())
                        .map(PluginManifest::version)
                        .orElse(""),
                slot.files().origin(),
                position.state(),
                position.since(),
                position.reason(),
                position.nextTry(),
                live.map(StatusReport::live),
                drains.count(slot),
                slot.counts().snapshot(live.map(Generation::inside).orElse(0L)),
                hostCalls(slot),
                slot.chronicle().guest().snapshot(),
                troubles.isEmpty() ? Optional.empty() : Optional.of(troubles.get(troubles.size() - 1)),
                slot.chronicle().lastReload(),
                VersionsReport.of(core, trials, slot),
                slot.permissions(),
                slot.files().problems(),
                notes(slot));
    }

    private static Map<String, PluginStatus.HostCalls> hostCalls(Slot slot) {
        Map<String, PluginStatus.HostCalls> asked = new LinkedHashMap<>();
        slot.journal().counters().counts().forEach((permission, count) -> {
            if (count.allowed() + count.denied() > 0) {
                asked.put(permission, new PluginStatus.HostCalls(count.allowed(), count.denied()));
            }
        });
        return asked;
    }

    private static Live live(Generation generation) {
        Subject subject = generation.subject();
        StartFacts facts = generation.facts();
        return new Live(
                subject,
                generation.prepared().factory().runtime(),
                facts.report().sandbox(),
                facts.descriptor().dialect(),
                generation.runner().engine().orElse(facts.descriptor().engine()),
                facts.report().pid(),
                generation.prepared().bundle().hash(),
                facts.startedAt(),
                facts.startedIn(),
                facts.functions().names());
    }

    /** Of what serves; of what rests, as far as its files tell. */
    List<String> notes(Slot slot) {
        return slot.live()
                .map(this::notes)
                .or(() -> slot.files().latest().map(this::notes))
                .orElse(List.of());
    }

    private List<String> notes(Fetched files) {
        return Stream.concat(
                        files.warnings().stream(),
                        unenforced.absent(files.manifest().permissions()).stream())
                .toList();
    }

    /** What reading, loading and starting it told, each once: a runner may say at the start what it said at the load. */
    private List<String> notes(Generation generation) {
        return Stream.of(
                        generation.prepared().notes(),
                        unenforced.of(generation.prepared()),
                        generation.facts().descriptor().notes(),
                        generation.facts().report().notes())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    static List<PluginLog> logs(Slot slot, long after) {
        return slot.journal().log().since(after).lines().stream()
                .map(entry -> new PluginLog(
                        slot.id(), entry.number(), entry.time(), entry.generation(), entry.call(), entry.line()))
                .toList();
    }

    static List<HostCallRecord> audit(Slot slot) {
        AuditRing ring = slot.journal().audit();
        return Stream.concat(ring.allowed().stream(), ring.denied().stream())
                .sorted(Comparator.comparing(HostCallLine::time))
                .map(StatusReport::record)
                .toList();
    }

    static HostCallRecord record(HostCallLine line) {
        return new HostCallRecord(
                line.time(),
                line.generation(),
                line.call(),
                line.operation(),
                line.target(),
                line.allowed(),
                line.by(),
                line.times(),
                line.took(),
                line.bytes());
    }
}
