package io.mortise.manager.internal.config;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Subject;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Detail.Violations;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.BadSchema;
import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one configuration of a plugin from its layers: merged by top-level key, references resolved, defaults of
 * the schema applied, checked. References are resolved before defaults are: an author's default can never name one of
 * the operator's secrets.
 */
public final class ConfigResolver {
    private static final String ANY = "{\"type\":\"object\"}";

    private final SecretResolver secrets;

    public ConfigResolver(SecretResolver secrets) {
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /**
     * @param schema the manifest's {@code config_schema} as JSON text; absent = any object
     * @param layers highest first
     * @throws PluginException BAD_CONFIG with every violation; BAD_MANIFEST for a schema that cannot be used
     */
    public EffectiveConfig resolve(Subject subject, Optional<String> schema, List<ConfigLayer> layers) {
        CompiledSchema compiled = compiled(subject, schema.orElse(ANY));
        Map<String, Object> rules = Json.object(schema.orElse(ANY));
        SchemaWalk walk = SchemaWalk.certain(rules);
        SchemaWalk secretWalk = SchemaWalk.possible(rules);
        Map<String, String> from = new LinkedHashMap<>();
        Map<String, @Nullable Object> written = merged(subject, layers, from);
        SecretReferences references = new SecretReferences(secrets);
        Map<String, @Nullable Object> complete = SchemaDefaults.object(references.document(written, walk), walk);
        List<Violation> violations = new ArrayList<>(references.violations());
        Set<String> missing = new LinkedHashSet<>();
        violations.forEach(each -> missing.add(each.place()));
        compiled.validateValue(complete).stream()
                .filter(each -> !missing.contains(each.place()))
                .forEach(violations::add);
        if (!violations.isEmpty()) {
            throw refused(subject, violations, from);
        }
        Set<String> secretValues = new LinkedHashSet<>(references.values());
        ConfigMask.collect(complete, secretWalk, false, secretValues);
        return new EffectiveConfig(
                Json.write(complete),
                lines(complete, secretWalk, references, from),
                List.copyOf(references.pointers()),
                secretValues);
    }

    private static CompiledSchema compiled(Subject subject, String schema) {
        try {
            return CompiledSchema.of(schema);
        } catch (BadSchema e) {
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    subject,
                    "config_schema " + e.getMessage(),
                    new Violations(List.of(new Violation("config_schema", String.valueOf(e.getMessage())))));
        }
    }

    private static Map<String, @Nullable Object> merged(
            Subject subject, List<ConfigLayer> layers, Map<String, String> from) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        for (ConfigLayer layer : layers) {
            document(subject, layer).forEach((key, value) -> {
                if (!merged.containsKey(key)) {
                    merged.put(key, value);
                    from.put(key, layer.from());
                }
            });
        }
        return merged;
    }

    private static Map<String, Object> document(Subject subject, ConfigLayer layer) {
        try {
            return Json.object(layer.json());
        } catch (BadJson e) {
            Violation violation = new Violation("", layer.from() + " " + e.getMessage());
            throw refused(subject, List.of(violation), Map.of("", layer.from()));
        }
    }

    private static PluginException refused(Subject subject, List<Violation> violations, Map<String, String> from) {
        Violation first = violations.get(0);
        String more = violations.size() == 1 ? "" : "; and " + (violations.size() - 1) + " more";
        return PluginException.of(
                Failure.BAD_CONFIG,
                subject,
                "configuration " + first + more + "; " + ConfigRemedy.of(subject.plugin(), first, from),
                new Violations(violations));
    }

    private static List<EffectiveConfig.Line> lines(
            Map<String, @Nullable Object> complete,
            SchemaWalk walk,
            SecretReferences references,
            Map<String, String> from) {
        ConfigMask mask = new ConfigMask(references.pointers());
        List<EffectiveConfig.Line> lines = new ArrayList<>();
        complete.forEach((name, value) -> {
            Object shown = mask.masked(value, walk.property(name), ConfigPointer.child("", name));
            lines.add(new EffectiveConfig.Line(
                    name,
                    shown == null ? "null" : Json.text(shown),
                    from.getOrDefault(name, "default of config_schema")));
        });
        return lines;
    }
}
