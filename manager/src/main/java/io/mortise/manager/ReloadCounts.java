package io.mortise.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the reloads that events tell of, by plugin, cause and outcome. */
final class ReloadCounts implements Consumer<PluginEvent> {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void accept(PluginEvent event) {
        if (event instanceof PluginEvent.Reloaded reloaded) {
            String key = reloaded.id() + " "
                    + reloaded.cause().name().toLowerCase(Locale.ROOT) + ' '
                    + reloaded.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            counts.computeIfAbsent(key, first -> new LongAdder()).increment();
        }
    }

    Metric read() {
        List<Metric.Sample> samples = new ArrayList<>();
        new TreeMap<>(counts).forEach((key, count) -> {
            List<String> parts = List.of(key.split(" ", -1));
            samples.add(Metric.Sample.of(
                    "_total", count.sum(), "plugin", parts.get(0), "cause", parts.get(1), "outcome", parts.get(2)));
        });
        return new Metric("mortise_reloads", Metric.Kind.COUNTER, "Reloads, by cause and outcome.", samples);
    }
}
