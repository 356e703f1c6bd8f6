package io.mortise.manager;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A plugin's status as the desk tells it. */
final class DeskStatus {
    private DeskStatus() {}

    static Map<String, Object> view(PluginStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", status.plugin().name());
        view.put("version", status.version());
        view.put("state", status.state().name());
        view.put("since", status.since().toString());
        view.put("reason", status.reason());
        status.nextTry().ifPresent(at -> view.put("nextTry", at.toString()));
        view.put("origin", status.origin().text());
        view.put("generation", status.generation());
        status.live().ifPresent(live -> view.put("live", live(live)));
        view.put("draining", status.draining());
        view.put("calls", calls(status.calls()));
        view.put("hostCalls", new TreeMap<>(status.hostCalls()));
        status.lastError().ifPresent(error -> view.put("lastError", DeskViews.trouble(error)));
        status.lastReload().ifPresent(reload -> view.put("lastReload", lastReload(reload)));
        view.put("versions", DeskUpkeep.view(status.versions()));
        view.put("granted", DeskViews.permissions(status.granted()));
        view.put("problems", status.problems());
        view.put("notes", status.notes());
        return view;
    }

    private static Map<String, Object> live(PluginStatus.Live live) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("subject", live.subject().toString());
        view.put("runtime", live.runtime().text());
        view.put("sandbox", live.sandbox().text());
        view.put("dialect", live.dialect());
        view.put("engine", live.engine());
        live.pid().ifPresent(pid -> view.put("pid", pid));
        view.put("bundle", live.bundleHash());
        view.put("startedAt", live.startedAt().toString());
        view.put("startMicros", micros(live.startedIn()));
        view.put("functions", live.functions());
        return view;
    }

    private static Map<String, Object> calls(PluginStatus.Calls calls) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("finished", calls.finished());
        view.put("failed", calls.failed());
        view.put("failures", calls.failures());
        view.put("inside", calls.inside());
        view.put("medianMicros", micros(calls.median()));
        view.put("p99Micros", micros(calls.p99()));
        return view;
    }

    private static Map<String, Object> lastReload(PluginStatus.LastReload last) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", last.at().toString());
        view.put("cause", last.cause().name().toLowerCase(Locale.ROOT));
        view.putAll(DeskViews.outcome(last.outcome()));
        return view;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
