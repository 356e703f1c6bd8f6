package io.mortise.manager.internal.manifest;

import io.mortise.api.Kind;
import io.mortise.api.error.ForeignText;
import io.mortise.manager.internal.json.BadSchema;
import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.NearestName;
import io.mortise.manager.internal.json.SchemaProblem;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks {@code contributes} against the kinds that the application registered. */
final class ContributionCheck {
    private static final Set<String> OURS = Set.of("id", "function", "required");

    private record Known(Kind kind, CompiledSchema attributes) {}

    private final Map<String, Known> kinds;

    private ContributionCheck(Map<String, Known> kinds) {
        this.kinds = kinds;
    }

    static ContributionCheck of(List<Kind> kinds) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            try {
                known.put(kind.name(), new Known(kind, CompiledSchema.of(kind.attributesSchema())));
            } catch (BadSchema e) {
                throw new IllegalArgumentException("kind " + kind.name() + ": its schema " + e.getMessage(), e);
            }
        }
        return new ContributionCheck(known);
    }

    void check(YamlView contributes, Findings findings) {
        contributes.entries().forEach((name, entries) -> {
            Optional<Known> known = Optional.ofNullable(kinds.get(name));
            Set<String> ids = new HashSet<>();
            for (YamlView entry : entries.items()) {
                identity(entry, ids, findings);
                known.ifPresentOrElse(kind -> attributes(entry, kind, findings), () -> unknown(name, entry, findings));
            }
            known.map(Known::kind)
                    .filter(kind -> kind.max() > 0 && entries.items().size() > kind.max())
                    .ifPresent(kind -> findings.error(entries.keyProblem(
                            "has " + entries.items().size() + " entries, not at most " + kind.max())));
        });
    }

    private static void identity(YamlView entry, Set<String> ids, Findings findings) {
        Optional<String> id = entry.get("id").text();
        id.filter(text -> !ids.add(text))
                .ifPresent(text -> findings.error(entry.get("id")
                        .problem(ForeignText.quote(text) + " is there twice; each entry of a kind needs its own id")));
        Optional<String> function = entry.get("function").text();
        if (function.isEmpty()
                && id.isPresent()
                && !FunctionChecks.NAME.matcher(id.get()).matches()) {
            findings.error(entry.get("id")
                    .problem(ForeignText.quote(id.get()) + " is not a function's name; write function beside it"));
        }
        function.or(() -> id)
                .filter(FunctionChecks::isReserved)
                .ifPresent(text -> findings.error(entry.problem("function " + ForeignText.quote(text)
                        + " is reserved: names of ours begin with mortise_ or _")));
    }

    private static void attributes(YamlView entry, Known known, Findings findings) {
        if (!entry.isMap()) {
            return;
        }
        for (SchemaProblem each : known.attributes().problems(attributesOf(entry))) {
            findings.error(entry.problemAt(each.pointer(), each.text()));
        }
    }

    /** What the kind's schema describes: all but our own three keys. */
    static Map<String, Object> attributesOf(YamlView entry) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        entry.entries().forEach((key, value) -> {
            if (!OURS.contains(key)) {
                value.value().ifPresent(given -> attributes.put(key, given));
            }
        });
        return attributes;
    }

    private void unknown(String kind, YamlView entry, Findings findings) {
        String near = NearestName.of(kind, kinds.keySet())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        String text = "this application has no kind " + ForeignText.quote(kind) + near;
        if (entry.get("required").flag(false)) {
            findings.error(entry.problem(text));
        } else {
            findings.warning(entry.problem(text));
        }
    }
}
