package io.mortise.manager;

import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Subject;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.manager.internal.manifest.MortiseVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The runners this manager has, one factory for each runtime. */
final class Runtimes implements AutoCloseable {
    private final Map<RuntimeKind, RunnerFactory> byKind;

    private Runtimes(Map<RuntimeKind, RunnerFactory> byKind) {
        this.byKind = byKind;
    }

    /** What was set explicitly, and what the class path has for the other runtimes. */
    static Runtimes of(List<RunnerFactory> explicit) {
        Map<RuntimeKind, RunnerFactory> byKind = new EnumMap<>(RuntimeKind.class);
        explicit.forEach(factory -> byKind.put(factory.runtime(), factory));
        for (RunnerFactory found : ServiceLoader.load(RunnerFactory.class, Runtimes.class.getClassLoader())) {
            byKind.putIfAbsent(found.runtime(), found);
        }
        return new Runtimes(byKind);
    }

    /** How a plugin will run. */
    record Choice(RuntimeSpec spec, RunnerFactory factory) {}

    /**
     * The first runtime of the manifest that is here, or the one the settings say.
     *
     * @throws io.mortise.api.error.PluginException NOT_SERVING (unresolved) naming the artifact that is missing
     */
    Choice choose(Subject subject, PluginManifest manifest, Optional<RuntimeKind> said, Instant now) {
        List<RuntimeSpec> offered =
                said.isPresent() ? manifest.runtime(said.get()).map(List::of).orElse(List.of()) : manifest.runtimes();
        if (offered.isEmpty()) {
            throw Resting.unresolved(
                    subject,
                    "settings choose runtime " + said.map(RuntimeKind::text).orElse("") + ", it offers "
                            + texts(manifest.runtimes().stream()
                                    .map(RuntimeSpec::kind)
                                    .toList())
                            + "; change runtime." + subject.plugin() + " in mortise.yaml",
                    now);
        }
        for (RuntimeSpec spec : offered) {
            RunnerFactory factory = byKind.get(spec.kind());
            if (factory != null) {
                return new Choice(spec, factory);
            }
        }
        List<String> artifacts = new ArrayList<>();
        offered.forEach(spec -> artifacts.add(artifact(spec.kind())));
        throw Resting.unresolved(
                subject,
                "wants runtime " + texts(offered.stream().map(RuntimeSpec::kind).toList()) + ", there is "
                        + (byKind.isEmpty() ? "none" : texts(byKind.keySet())) + "; add "
                        + String.join(" or ", artifacts),
                now);
    }

    private static String artifact(RuntimeKind kind) {
        return "io.mortise:mortise-runner-" + kind.text() + ':' + MortiseVersion.FULL;
    }

    private static String texts(Collection<RuntimeKind> kinds) {
        return kinds.stream().map(RuntimeKind::text).collect(Collectors.joining(", "));
    }

    Collection<RunnerFactory> all() {
        return List.copyOf(byKind.values());
    }

    @Override
    public void close() {
        byKind.values().forEach(RunnerFactory::close);
    }
}
