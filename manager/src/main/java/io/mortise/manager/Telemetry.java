package io.mortise.manager;

import io.mortise.manager.internal.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What a manager tells about itself: measures, recordings of calls, and a report of one plugin. Any thread; costs who asks. */
public final class Telemetry {
    private final List<MetricSource> sources;
    private final Report report;
    private final Recordings recordings;

    Telemetry(List<MetricSource> sources, Report report, Recordings recordings) {
        this.recordings = recordings;
        this.sources = List.copyOf(sources);
        this.report = report;
    }

    /** Measures of the manager, then of every source that the application added. */
    public List<Metric> metrics() {
        List<Metric> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(source.read()));
        return all;
    }

    /** The same as {@link OpenMetrics} text, to be served under {@link OpenMetrics#CONTENT_TYPE}. */
    public String openMetrics() {
        return OpenMetrics.text(metrics());
    }

    /** Records calls and plays them again. */
    public Recordings recordings() {
        return recordings;
    }

    /**
     * All that is known of a plugin, for an issue: a JSON object. No secret by value, no payload; its log lines and
     * targets of its host calls are in it.
     */
    public String report(String plugin) {
        return Json.text(report.of(plugin));
    }
}
