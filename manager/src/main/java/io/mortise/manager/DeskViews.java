package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the desk answers, as values that are written as JSON. Keys are stable; instants are ISO 8601 in UTC. */
final class DeskViews {
    private DeskViews() {}

    static <T> List<Object> each(List<T> all, Function<? super T, ?> view) {
        List<Object> views = new ArrayList<>();
        all.forEach(one -> views.add(view.apply(one)));
        return views;
    }

    static Map<String, Object> trouble(PluginStatus.Trouble trouble) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", trouble.at().toString());
        view.put("code", trouble.failure().name());
        view.put("text", trouble.text());
        return view;
    }

    /** {@code exit} is what a command that asked for it ends with. */
    static Map<String, Object> outcome(ReloadOutcome outcome) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("outcome", word(outcome));
        view.put("text", outcome.text());
        if (outcome instanceof ReloadOutcome.Refused refused) {
            view.put("code", refused.failure().name());
            view.put("exit", refused.failure().exitCode());
        } else if (outcome instanceof ReloadOutcome.ConsentNeeded needed) {
            view.put("code", io.mortise.api.error.Failure.GRANT_MISSING.name());
            view.put("exit", io.mortise.api.error.Failure.GRANT_MISSING.exitCode());
            view.put("diff", diff(needed.diff()));
        } else {
            view.put("exit", 0);
        }
        return view;
    }

    static List<Object> permissions(Permissions permissions) {
        return each(List.copyOf(permissions.all()), DeskViews::permission);
    }

    private static Map<String, Object> permission(Permission permission) {
        return Map.of("permission", permission.text(), "words", permission.words());
    }

    static Map<String, Object> grant(StoredGrant grant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", grant.plugin().name());
        view.put("origin", grant.origin().text());
        view.put("permissions", permissions(grant.permissions()));
        view.put("denied", permissions(grant.denied()));
        view.put("deniesAll", grant.deniesAll());
        view.put("by", grant.by());
        view.put("at", grant.at().toString());
        return view;
    }

    static Map<String, Object> grant(PolicyGrant grant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", grant.plugin().name());
        view.put("origin", grant.origin().text());
        view.put("permissions", permissions(grant.permissions()));
        view.put("policy", grant.policy());
        return view;
    }

    static Map<String, Object> diff(GrantDiff diff) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", diff.plugin().name());
        view.put("granted", diff.isGranted());
        view.put("missing", diff.missing());
        view.put("lines", diff.lines());
        view.put("commands", diff.commands());
        return view;
    }

    static Map<String, Object> explanation(Explanation explanation) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", explanation.plugin().name());
        explanation.manifest().ifPresent(manifest -> {
            view.put("version", manifest.version());
            view.put("description", manifest.about().description());
            view.put("functions", List.copyOf(manifest.functions().keySet()));
            view.put("asks", permissions(manifest.permissions()));
        });
        view.put("values", explanation.values());
        view.put("granted", permissions(explanation.granted()));
        view.put("diff", diff(explanation.diff()));
        view.put("reachable", explanation.reachable());
        view.put("notEnforced", explanation.notEnforced());
        return view;
    }

    static Map<String, Object> contract(HostContract contract) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("apps", contract.apps());
        view.put("kinds", each(contract.kinds(), DeskViews::kind));
        view.put("functions", contract.functions());
        return view;
    }

    private static Map<String, Object> kind(io.mortise.api.Kind kind) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", kind.name());
        view.put("choice", kind.choice().name().toLowerCase(Locale.ROOT));
        view.put("max", kind.max());
        kind.timeout().ifPresent(timeout -> view.put("timeoutMillis", timeout.toMillis()));
        view.put("attributes", Json.object(kind.attributesSchema()));
        return view;
    }

    static Map<String, Object> log(PluginLog log) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", log.number());
        view.put("at", log.at().toString());
        view.put("generation", log.generation());
        view.put("call", log.call());
        view.put("level", log.line().level().name());
        view.put("stream", log.line().stream().name().toLowerCase(Locale.ROOT));
        view.put("message", log.line().message());
        view.put("fields", log.line().fields());
        return view;
    }

    static Map<String, Object> event(PluginEvent event) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("kind", word(event));
        view.put("at", event.at().toString());
        event.plugin().ifPresent(plugin -> view.put("plugin", plugin.name()));
        view.put("text", event.text());
        if (event instanceof PluginEvent.StateChanged step) {
            view.put("subject", step.subject().toString());
            view.put("from", step.from().name());
            view.put("to", step.to().name());
            view.put("reason", step.reason());
        } else if (event instanceof PluginEvent.Reloaded reloaded) {
            view.put("cause", reloaded.cause().name().toLowerCase(Locale.ROOT));
            view.put("outcome", word(reloaded.outcome()));
        }
        return view;
    }

    /** The operator's view of a failure. */
    static Map<String, Object> error(PluginException failure) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", failure.failure().name());
        view.put("subject", failure.subject());
        view.put("text", failure.text());
        view.put("message", String.valueOf(failure.getMessage()));
        view.put("exit", failure.failure().exitCode());
        if (!(failure.detail() instanceof Detail.None)) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("type", word(failure.detail()));
            detail.putAll(Json.object(Json.text(failure.detail())));
            view.put("detail", detail);
        }
        return view;
    }

    /** {@code StateChanged} → {@code state-changed}. */
    private static String word(Object value) {
        return value.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
