package io.mortise.manager.internal.manifest;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.About;
import io.mortise.api.manifest.Attributes;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.PluginManifest.Activation;
import io.mortise.api.manifest.PluginManifest.Lifecycle;
import io.mortise.api.manifest.PluginManifest.ReloadMode;
import io.mortise.api.manifest.Requires;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values from a document that schema and checks have nothing against. */
final class ManifestParser {
    private ManifestParser() {}

    static PluginManifest parse(YamlView root, PluginFiles files) {
        return new PluginManifest(
                PluginId.of(root.get("name").text("")),
                root.get("version").text(""),
                about(root),
                RuntimeParser.parse(root),
                requires(root.get("requires")),
                functions(root.get("functions"), files),
                contributions(root.get("contributes")),
                new Lifecycle(
                        Activation.valueOf(upper(root.get("activation").text("eager"))),
                        ReloadMode.valueOf(upper(root.get("reload").text("overlap")))),
                PermissionsYaml.parse(root.get("permissions")),
                LimitsYaml.parse(root.get("limits")),
                SchemaText.text(root.get("config_schema"), files));
    }

    private static About about(YamlView root) {
        return new About(
                root.get("description").text(""),
                root.get("author").text(""),
                root.get("license").text(""),
                root.get("homepage").text(""),
                root.get("icon").text(""),
                root.get("keywords").texts());
    }

    private static Requires requires(YamlView requires) {
        Map<String, String> app = new LinkedHashMap<>();
        requires.get("app").entries().forEach((name, range) -> app.put(name, range.text("")));
        Map<PluginId, Requires.Dependency> plugins = new LinkedHashMap<>();
        requires.get("plugins")
                .entries()
                .forEach((name, value) -> plugins.put(
                        PluginId.of(name),
                        value.isMap()
                                ? new Requires.Dependency(
                                        value.get("version").text(""),
                                        value.get("optional").flag(false))
                                : new Requires.Dependency(value.text(""), false)));
        return new Requires(requires.get("mortise").text(), app, plugins);
    }

    private static Map<String, FunctionSpec> functions(YamlView functions, PluginFiles files) {
        Map<String, FunctionSpec> specs = new LinkedHashMap<>();
        functions
                .entries()
                .forEach((name, value) -> specs.put(
                        name,
                        new FunctionSpec(
                                name,
                                value.get("description").text(""),
                                SchemaText.text(value.get("input"), files),
                                SchemaText.text(value.get("output"), files),
                                value.get("timeout").duration(),
                                value.get("idempotent").flag(false))));
        return specs;
    }

    private static List<Contribution> contributions(YamlView contributes) {
        List<Contribution> all = new ArrayList<>();
        contributes.entries().forEach((kind, entries) -> {
            for (YamlView entry : entries.items()) {
                String id = entry.get("id").text("");
                all.add(new Contribution(
                        kind,
                        id,
                        entry.get("function").text(id),
                        entry.get("required").flag(false),
                        new Attributes(ContributionCheck.attributesOf(entry))));
            }
        });
        return all;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
