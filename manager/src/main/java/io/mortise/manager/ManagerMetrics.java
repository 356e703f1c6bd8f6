package io.mortise.manager;

import io.mortise.manager.Metric.Kind;
import io.mortise.manager.Metric.Sample;
import io.mortise.manager.internal.audit.AuditFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What this manager measures, read from the counters that the route keeps anyway. */
final class ManagerMetrics implements MetricSource {
    private final Slots slots;
    private final Drains drains;
    private final ReloadCounts reloads;
    private final AuditFile audit;

    ManagerMetrics(Slots slots, Drains drains, ReloadCounts reloads, AuditFile audit) {
        this.slots = slots;
        this.drains = drains;
        this.reloads = reloads;
        this.audit = audit;
    }

    @Override
    public List<Metric> read() {
        return List.of(
                each("mortise_calls", Kind.COUNTER, "Finished calls, by how they ended.", this::calls),
                each("mortise_call_seconds", Kind.HISTOGRAM, "How long calls took.", this::durations),
                each(
                        "mortise_guest_seconds",
                        Kind.COUNTER,
                        "Time of calls in the guest: without host calls and without waiting.",
                        this::guestTime),
                each("mortise_host_call_seconds", Kind.COUNTER, "Time that calls spent in host calls.", this::hostTime),
                each("mortise_calls_inside", Kind.GAUGE, "Calls inside the live generation.", this::inside),
                each("mortise_host_calls", Kind.COUNTER, "Host calls, by permission.", this::hostCalls),
                each("mortise_plugin_state", Kind.GAUGE, "1 for the state a plugin is in.", this::state),
                each(
                        "mortise_generation",
                        Kind.GAUGE,
                        "The number of the live generation; 0 = none.",
                        this::generation),
                each("mortise_draining", Kind.GAUGE, "Generations that still drain.", this::draining),
                each("mortise_guest_events", Kind.COUNTER, "What runners count about guests.", this::guestEvents),
                each("mortise_log_dropped", Kind.COUNTER, "Log lines beyond log.lines_per_second.", this::logDropped),
                reloads.read(),
                new Metric(
                        "mortise_audit_unwritten",
                        Kind.COUNTER,
                        "Host calls that are in no line of the audit file.",
                        List.of(Sample.of("_total", audit.lost()))));
    }

    private Metric each(String name, Kind kind, String help, BiConsumer<Slot, List<Sample>> of) {
        List<Sample> samples = new ArrayList<>();
        slots.all().forEach(slot -> of.accept(slot, samples));
        return new Metric(name, kind, help, samples);
    }

    private void calls(Slot slot, List<Sample> samples) {
        PluginStatus.Calls calls = slot.counts().snapshot(0);
        String plugin = slot.id().name();
        samples.add(Sample.of("_total", calls.finished() - calls.failed(), "plugin", plugin, "outcome", "ok"));
        calls.failures()
                .forEach((failure, count) ->
                        samples.add(Sample.of("_total", count, "plugin", plugin, "outcome", failure.name())));
    }

    private void durations(Slot slot, List<Sample> samples) {
        CallCounts.Histogram histogram = slot.counts().histogram();
        String plugin = slot.id().name();
        histogram
                .bounds()
                .forEach((seconds, count) ->
                        samples.add(Sample.of("_bucket", count, "plugin", plugin, "le", Double.toString(seconds))));
        samples.add(Sample.of("_bucket", histogram.count(), "plugin", plugin, "le", "+Inf"));
        samples.add(Sample.of("_sum", histogram.sumSeconds(), "plugin", plugin));
        samples.add(Sample.of("_count", histogram.count(), "plugin", plugin));
    }

    private void guestTime(Slot slot, List<Sample> samples) {
        samples.add(Sample.of(
                "_total",
                slot.journal().time().guestSeconds(),
                "plugin",
                slot.id().name()));
    }

    private void hostTime(Slot slot, List<Sample> samples) {
        samples.add(Sample.of(
                "_total",
                slot.journal().time().hostSeconds(),
                "plugin",
                slot.id().name()));
    }

    private void inside(Slot slot, List<Sample> samples) {
        samples.add(Sample.of(
                "",
                slot.live().map(Generation::inside).orElse(0L),
                "plugin",
                slot.id().name()));
    }

    private void hostCalls(Slot slot, List<Sample> samples) {
        String plugin = slot.id().name();
        slot.journal().counters().counts().forEach((permission, count) -> {
            if (count.allowed() + count.denied() > 0) {
                samples.add(hostCalls(plugin, permission, "true", count.allowed()));
                samples.add(hostCalls(plugin, permission, "false", count.denied()));
            }
        });
    }

    private static Sample hostCalls(String plugin, String permission, String allowed, long count) {
        return Sample.of("_total", count, "plugin", plugin, "permission", permission, "allowed", allowed);
    }

    private void state(Slot slot, List<Sample> samples) {
        String state = slot.now().position().state().name().toLowerCase(Locale.ROOT);
        samples.add(Sample.of("", 1, "plugin", slot.id().name(), "state", state));
    }

    private void generation(Slot slot, List<Sample> samples) {
        long number = slot.live().map(live -> live.subject().generation()).orElse(0L);
        samples.add(Sample.of("", number, "plugin", slot.id().name()));
    }

    private void draining(Slot slot, List<Sample> samples) {
        samples.add(Sample.of("", drains.count(slot), "plugin", slot.id().name()));
    }

    private void guestEvents(Slot slot, List<Sample> samples) {
        slot.chronicle()
                .guest()
                .snapshot()
                .forEach((event, count) -> samples.add(
                        Sample.of("_total", count, "plugin", slot.id().name(), "event", event)));
    }

    private void logDropped(Slot slot, List<Sample> samples) {
        samples.add(Sample.of(
                "_total", slot.journal().log().dropped(), "plugin", slot.id().name()));
    }
}
