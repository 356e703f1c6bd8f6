package io.mortise.manager.internal.grant;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.json.ShippedSchema;
import io.mortise.manager.internal.manifest.HostPattern;
import io.mortise.manager.internal.manifest.LimitsYaml;
import io.mortise.manager.internal.manifest.PermissionsYaml;
import io.mortise.manager.internal.manifest.SchemaCheck;
import io.mortise.manager.internal.settings.Cidr;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlDoc;
import io.mortise.manager.internal.yaml.YamlView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code grants.yaml}: by the rules of plugin.yaml, every problem with its line. */
final class GrantsYaml {
    private GrantsYaml() {}

    static GrantsFile.Content read(String name, byte[] bytes, GrantsFile.Stamp stamp) {
        YamlDoc doc = YamlDoc.parse(name, bytes);
        List<Problem> problems = new ArrayList<>(doc.problems());
        if (doc.isReadable()) {
            problems.addAll(SchemaCheck.of(ShippedSchema.grants(), doc));
            YamlView.of(doc).get("grants").entries().values().forEach(grant -> check(grant, problems));
        }
        if (!problems.isEmpty()) {
            List<Violation> all =
                    YamlDoc.sorted(problems).stream().map(Problem::violation).toList();
            return new GrantsFile.Content(new TreeMap<>(), all, stamp);
        }
        SortedMap<PluginId, Grant> grants = new TreeMap<>();
        YamlView.of(doc)
                .get("grants")
                .entries()
                .forEach((plugin, view) -> grants.put(PluginId.of(plugin), grant(view)));
        return new GrantsFile.Content(grants, List.of(), stamp);
    }

    /** What no schema can say of what is given. */
    static void checkGiven(YamlView grant, List<Problem> problems) {
        LimitsYaml.check(grant.get("limits"), problems::add);
        checkHttp(grant.get("permissions").get("http"), problems);
    }

    private static void check(YamlView grant, List<Problem> problems) {
        checkGiven(grant, problems);
        checkHttp(grant.get("denied").get("http"), problems);
        YamlView at = grant.get("at");
        at.text().ifPresent(text -> {
            try {
                Instant.parse(text);
            } catch (DateTimeException e) {
                problems.add(at.problem("is no time; write 2026-11-21T16:10:00Z or leave it out"));
            }
        });
    }

    private static void checkHttp(YamlView http, List<Problem> problems) {
        for (YamlView entry : http.items()) {
            entry.get("host")
                    .text()
                    .flatMap(HostPattern::problem)
                    .ifPresent(text -> problems.add(entry.get("host").problem(text)));
            for (YamlView network : entry.get("leads_to").items()) {
                if (!Cidr.isValid(network.text(""))) {
                    problems.add(network.problem("is no network; write 10.0.0.0/8"));
                }
            }
        }
    }

    private static Grant grant(YamlView view) {
        YamlView denied = view.get("denied");
        Taken taken = denied.text("").equals("all") ? Taken.EVERYTHING : new Taken(false, permissions(denied));
        return new Grant(
                new Origin(view.get("origin").text("")),
                given(view),
                taken,
                view.get("by").text(""),
                view.get("at").text().map(Instant::parse).orElse(Instant.EPOCH));
    }

    /** What an entry or a rule gives. */
    static Ask given(YamlView view) {
        return new Ask(
                permissions(view.get("permissions")),
                LimitsYaml.parse(view.get("limits")),
                process(view),
                view.get("plaintext").flag(false));
    }

    private static Permissions permissions(YamlView view) {
        Permissions all = PermissionsYaml.parse(view);
        String level = view.get("native").text("");
        try {
            return level.isEmpty() ? all : all.with(new Permission.Native(PermissionText.level(level)));
        } catch (PermissionText.Unreadable e) {
            throw new IllegalStateException("the schema lets no other level pass", e);
        }
    }

    private static Ask.Start process(YamlView view) {
        Map<String, String> env = new LinkedHashMap<>();
        view.get("env").entries().forEach((name, value) -> env.put(name, value.text("")));
        return new Ask.Start(
                view.get("program").text(""),
                view.get("protocol").text(""),
                view.get("args").texts(),
                env);
    }
}
