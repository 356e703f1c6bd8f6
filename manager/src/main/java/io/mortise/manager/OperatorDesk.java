package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Cancellation;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's verbs over a manager, with JSON in and out: what the control socket and the {@code mortise} command
 * speak. Nothing here that the Java API does not have. Any thread.
 */
public final class OperatorDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

    private final PluginManager manager;
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    /** One verb: its arguments, who hears its events, who may take it back. */
    @FunctionalInterface
    interface Verb {
        Object answer(DeskArguments arguments, Predicate<String> events, Cancellation cancellation);
    }

    private OperatorDesk(PluginManager manager) {
        this.manager = manager;
        DeskCalls calls = new DeskCalls(manager);
        DeskFollow follow = new DeskFollow(manager);
        verbs.put("call", calls::call);
        verbs.put("logs", follow::logs);
        verbs.put("events", follow::events);
        put("status", this::status);
        DeskUpkeep upkeep = new DeskUpkeep(manager);
        put("reload", upkeep::reload);
        put("rollback", upkeep::rollback);
        put("pin", upkeep::pin);
        put("unpin", upkeep::unpin);
        put("quarantine", upkeep::quarantine);
        put("freeze", upkeep::freeze);
        put("thaw", upkeep::thaw);
        put("reset", upkeep::reset);
        put("enable", upkeep::enable);
        put("disable", upkeep::disable);
        put(
                "grants",
                arguments -> Map.of(
                        "grants", DeskViews.each(manager.grants(), DeskViews::grant),
                        "policies", DeskViews.each(manager.policyGrants(), DeskViews::grant)));
        put("grant", this::grant);
        put("deny", this::deny);
        put("metrics", arguments -> Map.of("text", manager.telemetry().openMetrics()));
        put("report", arguments -> Json.object(manager.telemetry().report(arguments.text("plugin"))));
        DeskRecordings recordings = new DeskRecordings(manager.telemetry().recordings());
        put("record", recordings::record);
        put("recordings", recordings::list);
        put("replay", recordings::replay);
        put("purge", this::purge);
        put("diff", arguments -> DeskViews.diff(manager.diff(arguments.text("plugin"))));
        put("config", this::config);
        put("host", arguments -> DeskViews.contract(manager.hostContract()));
        put("explain", arguments -> DeskViews.explanation(manager.explain(arguments.text("plugin"))));
        put("errors", this::errors);
        put("why", this::why);
        put("audit", new DeskAudit(manager)::answer);
    }

    public static OperatorDesk of(PluginManager manager) {
        return new OperatorDesk(requireNonNull(manager, "manager"));
    }

    private interface Plain {
        Object answer(DeskArguments arguments);
    }

    private void put(String verb, Plain plain) {
        verbs.put(verb, (arguments, events, cancellation) -> plain.answer(arguments));
    }

    /** The verbs there are. */
    public List<String> verbs() {
        return List.copyOf(verbs.keySet());
    }

    /**
     * Does what {@code verb} says; never throws for what a caller sent.
     *
     * @param arguments a JSON object
     * @param events takes JSON objects that come before the answer; answers false when nobody hears it any more
     * @return a JSON object on one line: {@code {"result": …}} or {@code {"error": …}}, the operator's view
     */
    public String answer(String verb, String arguments, Predicate<String> events, Cancellation cancellation) {
        try {
            Verb found = verbs.get(verb);
            if (found == null) {
                throw DeskArguments.bad("there is no verb " + ForeignText.quote(verb) + "; there is "
                        + String.join(", ", verbs.keySet()));
            }
            Object result = found.answer(DeskArguments.parse(verb, arguments), events, cancellation);
            return Json.text(Map.of("result", result));
        } catch (PluginException e) {
            return error(e);
        } catch (RuntimeException e) {
            return error(bug(verb, e));
        }
    }

    /** A failure as {@link #answer} tells it: {@code {"error": …}} on one line, the operator's view. */
    public static String error(PluginException failure) {
        return Json.text(Map.of("error", DeskViews.error(failure)));
    }

    /** What the verb that follows events tells of one: a JSON object on one line. */
    public static String event(PluginEvent event) {
        return Json.text(DeskViews.event(event));
    }

    private static PluginException bug(String verb, RuntimeException e) {
        String id = Long.toHexString(
                java.util.concurrent.ThreadLocalRandom.current().nextLong() | 1L << 63);
        LOG.atError()
                .setCause(e)
                .addKeyValue("verb", verb)
                .addKeyValue("error", id)
                .log("a bug of the host");
        return PluginException.of(
                io.mortise.api.error.Failure.HOST_BUG,
                "manager",
                ForeignText.quote(verb) + " met a bug of the host; the log has it under " + id + ": please report it",
                new io.mortise.api.error.Detail.Bug(id));
    }

    private Object status(DeskArguments arguments) {
        List<PluginStatus> some = arguments
                .optional("plugin")
                .map(name -> List.of(manager.status(name)))
                .orElseGet(manager::status);
        return Map.of("plugins", DeskViews.each(some, DeskStatus::view));
    }

    private Object grant(DeskArguments arguments) {
        return DeskStatus.view(
                manager.grant(arguments.text("plugin"), arguments.text("by"), arguments.texts("permissions")));
    }

    private Object deny(DeskArguments arguments) {
        return DeskStatus.view(
                manager.deny(arguments.text("plugin"), arguments.text("by"), arguments.texts("permissions")));
    }

    private Object purge(DeskArguments arguments) {
        manager.oversight().purge(arguments.text("plugin"), arguments.text("by"));
        return Map.of("purged", arguments.text("plugin"));
    }

    /** {@code set} gives keys new values, {@code unset} takes kept ones back; neither = shows what holds. */
    private Object config(DeskArguments arguments) {
        String plugin = arguments.text("plugin");
        Map<String, Object> set = arguments.object("set");
        List<String> unset = arguments.texts("unset");
        if (set.isEmpty() && unset.isEmpty()) {
            return DeskViews.explanation(manager.explain(plugin));
        }
        Map<String, Object> kept = new LinkedHashMap<>(Json.object(manager.keptConfig(plugin)));
        kept.putAll(set);
        unset.forEach(kept::remove);
        return DeskViews.outcome(manager.keepConfig(plugin, Json.text(kept)));
    }

    private Object errors(DeskArguments arguments) {
        List<String> plugins = arguments.optional("plugin").map(List::of).orElseGet(() -> manager.status().stream()
                .map(each -> each.plugin().name())
                .toList());
        Map<String, Object> byPlugin = new LinkedHashMap<>();
        plugins.forEach(name -> byPlugin.put(name, DeskViews.each(manager.errors(name), DeskViews::trouble)));
        return Map.of("errors", byPlugin);
    }

    private Object why(DeskArguments arguments) {
        String plugin = arguments.text("plugin");
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("status", DeskStatus.view(manager.status(plugin)));
        why.put("history", DeskViews.each(manager.history(plugin), DeskViews::event));
        return why;
    }
}
