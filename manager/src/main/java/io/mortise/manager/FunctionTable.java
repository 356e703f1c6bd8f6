package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.NearestNames;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.PluginManifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be called in one generation; nothing else can. Immutable. */
final class FunctionTable {
    private final Subject subject;
    private final Map<String, CallableFunction> byName;

    private FunctionTable(Subject subject, Map<String, CallableFunction> byName) {
        this.subject = subject;
        this.byName = byName;
    }

    /**
     * The declared functions, those that contributions name, and those the guest described.
     *
     * @param kinds of the application, for their timeouts
     */
    static FunctionTable of(Prepared prepared, List<FunctionSpec> described, Map<String, Kind> kinds) {
        Map<String, FunctionSpec> specs =
                new LinkedHashMap<>(prepared.manifest().functions());
        if (specs.isEmpty()) {
            // A manifest that lists functions says all there are; a guest may only add where it says nothing.
            described.forEach(spec -> specs.putIfAbsent(spec.name(), spec));
        }
        prepared.manifest()
                .contributes()
                .forEach(each -> specs.putIfAbsent(each.function(), FunctionSpec.of(each.function())));
        Map<String, CallableFunction> byName = new LinkedHashMap<>();
        specs.forEach((name, spec) -> {
            Duration timeout = spec.timeout()
                    .or(() -> kindTimeout(prepared.manifest(), name, kinds))
                    .orElse(prepared.limits().timeout());
            byName.put(
                    name,
                    CallableFunction.of(
                            prepared.subject(), spec, timeout, prepared.limits().payloadBytes()));
        });
        return new FunctionTable(prepared.subject(), byName);
    }

    /** @throws io.mortise.api.error.PluginException UNKNOWN_FUNCTION with the nearest names */
    CallableFunction named(String name) {
        CallableFunction found = byName.get(name);
        if (found == null) {
            throw CallErrors.unknownFunction(subject, name, NearestNames.of(name, byName.keySet()));
        }
        return found;
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static Optional<Duration> kindTimeout(PluginManifest manifest, String function, Map<String, Kind> kinds) {
        return manifest.contributes().stream()
                .filter(each -> each.function().equals(function))
                .map(Contribution::kind)
                .flatMap(kind -> Optional.ofNullable(kinds.get(kind)).stream())
                .flatMap(kind -> kind.timeout().stream())
                .max(Duration::compareTo);
    }
}
