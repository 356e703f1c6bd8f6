package io.mortise.manager.internal.settings;

import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.manifest.LimitsYaml;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Values from a document that schema and checks have nothing against. */
final class SettingsParser {
    private static final String ALL = "*";

    private SettingsParser() {}

    static Settings parse(YamlView root) {
        return new Settings(
                plugins(root.get("plugins")),
                byPlugin(root.get("config"), view -> Json.text(view.value().orElse(Map.of()))),
                limits(root.get("limits")),
                byPlugin(root.get("enabled"), view -> view.flag(true)),
                byPlugin(root.get("runtime"), view -> RuntimeKind.valueOf(upper(view.text("")))),
                http(root.get("http")),
                sandbox(root.get("sandbox")),
                Settings.Policy.valueOf(upper(root.get("policy").text("normal"))),
                root.get("grants").get("policy").text(),
                byPlugin(root.get("probes"), SettingsParser::probes),
                OperationParser.reload(root.get("reload")),
                OperationParser.health(root.get("health")),
                OperationParser.restart(root.get("restart")),
                budget(root.get("budget")),
                OperationParser.log(root.get("log")),
                byPlugin(root.get("record"), view -> view.number(0)),
                root.get("secrets").get("file").text(),
                texts(root.get("services")));
    }

    private static List<Settings.PluginsEntry> plugins(YamlView plugins) {
        if (!plugins.isPresent()) {
            return Settings.STANDARD.plugins();
        }
        return plugins.items().stream().map(SettingsParser::entry).toList();
    }

    private static Settings.PluginsEntry entry(YamlView entry) {
        return new Settings.PluginsEntry(
                entry.isMap() ? entry.get("dir").text("") : entry.text(""),
                entry.get("grants").text("stored").equals("as-declared"),
                Settings.Snapshot.valueOf(upper(entry.get("snapshot").text("copy"))),
                byPlugin(entry.get("as"), view -> PluginId.of(view.text(""))));
    }

    private static Settings.LimitSettings limits(YamlView limits) {
        return new Settings.LimitSettings(
                byPlugin(limits, LimitsYaml::parse),
                limits.get(ALL).isPresent() ? LimitsYaml.parse(limits.get(ALL)) : LimitsAsk.NONE);
    }

    private static Settings.Http http(YamlView http) {
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        http.get("addresses")
                .entries()
                .forEach((host, networks) -> addresses.put(host.toLowerCase(Locale.ROOT), networks.texts()));
        return new Settings.Http(
                addresses,
                http.get("proxy").text(),
                http.get("max_body").size().orElse(Settings.Http.STANDARD.maxBodyBytes()),
                http.get("trace").flag(false));
    }

    private static Settings.SandboxLevels sandbox(YamlView sandbox) {
        return new Settings.SandboxLevels(
                Sandbox.valueOf(upper(sandbox.get("level").text("limited"))),
                Sandbox.valueOf(upper(sandbox.get("minimum").text("none"))));
    }

    private static List<Settings.Probe> probes(YamlView probes) {
        return probes.items().stream()
                .map(probe -> new Settings.Probe(
                        probe.get("function").text(""),
                        Json.text(probe.get("input").value().orElse(Map.of()))))
                .toList();
    }

    private static Settings.Budget budget(YamlView budget) {
        Optional<Long> plugins = budget.get("plugins").number();
        YamlView calls = budget.get("calls");
        return new Settings.Budget(
                budget.get("memory").size(),
                plugins.isPresent()
                        ? java.util.OptionalInt.of(Math.toIntExact(plugins.get()))
                        : java.util.OptionalInt.empty(),
                budget.get("idle").duration(),
                byPlugin(calls, view -> RateText.parse(view.text("")).orElseThrow()),
                calls.get(ALL).text().flatMap(RateText::parse),
                quotas(budget));
    }

    private static Map<Settings.Quota, Settings.PerPlugin> quotas(YamlView budget) {
        Map<Settings.Quota, Settings.PerPlugin> all = new EnumMap<>(Settings.Quota.class);
        for (Settings.Quota quota : Settings.Quota.values()) {
            YamlView view = budget.get(quota.name().toLowerCase(Locale.ROOT));
            if (view.isPresent()) {
                all.put(
                        quota,
                        new Settings.PerPlugin(
                                byPlugin(
                                        view, each -> rate(quota, each.text("")).orElseThrow()),
                                view.get(ALL).text().flatMap(text -> rate(quota, text))));
            }
        }
        return all;
    }

    private static Optional<Settings.Rate> rate(Settings.Quota quota, String text) {
        return switch (quota) {
            case TENANT_CALLS, HOST_CALLS -> RateText.parse(text);
            case GUEST -> RateText.parseTime(text);
            case BYTES -> RateText.parseSize(text);
        };
    }

    static <T> Map<PluginId, T> byPlugin(YamlView map, Function<YamlView, T> value) {
        Map<PluginId, T> all = new LinkedHashMap<>();
        map.entries().forEach((name, view) -> {
            if (!name.equals(ALL)) {
                all.put(PluginId.of(name), value.apply(view));
            }
        });
        return all;
    }

    private static Map<String, String> texts(YamlView map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries().forEach((key, view) -> texts.put(key, view.text("")));
        return texts;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
