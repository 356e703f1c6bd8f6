package io.mortise.metrics.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.mortise.manager.Metric;
import io.mortise.manager.PluginManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Binds what a manager measures: {@code new MortiseMeters(plugins).bindTo(registry)}. Names have dots instead of
 * underscores ({@code mortise.calls}), labels are tags; a histogram comes as {@code mortise.call.seconds.bucket}, {@code
 * .sum} and {@code .count}. What is measured for the first time (a plugin, a failure code) is there at the registry's
 * second look after it. All values are read together, at most once a second. Any thread.
 */
public final class MortiseMeters implements MeterBinder {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<Iterable<Metric>> source;
    private final Set<Id> bound = ConcurrentHashMap.newKeySet();
    private volatile Snapshot snapshot = new Snapshot(System.nanoTime() - 2 * FRESH.toNanos(), Map.of());

    /** What tells one meter from another. */
    private record Id(String name, Map<String, String> labels, Metric.Kind kind, String help) {
        boolean isCounter() {
            return kind != Metric.Kind.GAUGE;
        }

        Tags tags() {
            return Tags.of(labels.entrySet().stream()
                    .map(each -> Tag.of(each.getKey(), each.getValue()))
                    .toList());
        }
    }

    private record Snapshot(long at, Map<Id, Double> values) {}

    public MortiseMeters(PluginManager plugins) {
        requireNonNull(plugins, "plugins");
        this.source = () -> plugins.telemetry().metrics();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("mortise.series", () -> refreshed(registry).values().size())
                .description("Values that the manager tells; reading it binds those that are new.")
                .register(registry);
        refreshed(registry);
    }

    private Snapshot refreshed(MeterRegistry registry) {
        Snapshot now = fresh();
        now.values().keySet().forEach(id -> {
            if (bound.add(id)) {
                bind(registry, id);
            }
        });
        return now;
    }

    private void bind(MeterRegistry registry, Id id) {
        if (id.isCounter()) {
            FunctionCounter.builder(id.name(), this, meters -> meters.value(id))
                    .tags(id.tags())
                    .description(id.help())
                    .register(registry);
        } else {
            Gauge.builder(id.name(), this, meters -> meters.value(id))
                    .tags(id.tags())
                    .description(id.help())
                    .register(registry);
        }
    }

    private double value(Id id) {
        return fresh().values().getOrDefault(id, 0.0);
    }

    private Snapshot fresh() {
        Snapshot last = snapshot;
        long now = System.nanoTime();
        if (now - last.at() < FRESH.toNanos()) {
            return last;
        }
        Map<Id, Double> values = new HashMap<>();
        for (Metric metric : source.get()) {
            for (Metric.Sample sample : metric.samples()) {
                values.put(id(metric, sample), sample.value());
            }
        }
        Snapshot next = new Snapshot(now, Map.copyOf(values));
        snapshot = next;
        return next;
    }

    /** {@code _total} is what Prometheus adds to a counter by itself. */
    private static Id id(Metric metric, Metric.Sample sample) {
        String suffix = sample.suffix().equals("_total") ? "" : sample.suffix();
        return new Id((metric.name() + suffix).replace('_', '.'), sample.labels(), metric.kind(), metric.help());
    }
}
