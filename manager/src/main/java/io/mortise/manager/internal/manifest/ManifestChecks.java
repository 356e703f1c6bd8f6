package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import io.mortise.manager.internal.yaml.YamlView;
import org.semver4j.Semver;

/** What no schema can say about a manifest. */
final class ManifestChecks {
    private ManifestChecks() {}

    static void all(YamlView root, PluginFiles files, Findings findings) {
        root.get("version")
                .text()
                .filter(text -> !Semver.isValid(text))
                .ifPresent(text -> findings.error(root.get("version")
                        .problem(ForeignText.quote(text) + " is not a SemVer version such as 1.4.0")));
        RuntimeChecks.check(root, files, findings);
        RequiresCheck.check(root.get("requires"), findings);
        FunctionChecks.check(root.get("functions"), files, findings);
        PermissionChecks.check(root.get("permissions"), findings);
        LimitsYaml.check(root.get("limits"), findings::error);
        SchemaText.check(root.get("config_schema"), files, findings);
    }
}
