package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.manager.internal.audit.Redactor;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.manifest.MortiseVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what is known of one plugin into one redacted file. */
final class Report {
    private static final int LOG_LINES = 200;

    private final PluginManager manager;
    private final Slots slots;

    Report(PluginManager manager, Slots slots) {
        this.manager = manager;
        this.slots = slots;
    }

    Map<String, Object> of(String plugin) {
        PluginId id = slots.named(plugin).id();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("mortise", MortiseVersion.FULL);
        report.put("java", Runtime.version().toString());
        report.put("system", system());
        report.put("status", DeskStatus.view(manager.status(plugin)));
        report.put("history", DeskViews.each(manager.history(plugin), DeskViews::event));
        report.put("errors", DeskViews.each(manager.errors(plugin), DeskViews::trouble));
        report.put("explanation", DeskViews.explanation(manager.explain(plugin)));
        List<PluginLog> logs = manager.logs(plugin, 0);
        report.put(
                "log", DeskViews.each(logs.subList(Math.max(0, logs.size() - LOG_LINES), logs.size()), DeskViews::log));
        report.put("hostCalls", DeskViews.each(manager.audit(plugin), each -> each));
        return redacted(report, slots.named(id.name()).journal().redactor());
    }

    private static String system() {
        return System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' '
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /** Once more over the whole text: what one part let pass is found in its JSON form too. */
    private static Map<String, Object> redacted(Map<String, Object> report, Redactor redactor) {
        return Json.object(redactor.redact(Json.text(report)));
    }
}
