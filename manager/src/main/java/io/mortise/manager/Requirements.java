package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.Requires.Dependency;
import io.mortise.manager.internal.manifest.VersionRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which plugins must be there for which, by the manifests of one moment. Immutable. */
final class Requirements {
    private final Map<PluginId, PluginManifest> manifests;
    private final Map<String, String> apps;

    Requirements(Map<PluginId, PluginManifest> manifests, Map<String, String> apps) {
        this.manifests = Map.copyOf(manifests);
        this.apps = Map.copyOf(apps);
    }

    /** Why {@code manifest} cannot be resolved, in words; empty when it can. */
    Optional<String> unmet(PluginManifest manifest) {
        List<String> reasons = new ArrayList<>();
        Optional<String> cycle = cycle(manifest.name(), manifest);
        new TreeMap<>(manifest.requires().app())
                .forEach((app, range) -> unmetApp(app, range).ifPresent(reasons::add));
        new TreeMap<>(manifest.requires().plugins())
                .forEach((plugin, dependency) ->
                        unmetPlugin(plugin, dependency, cycle.isEmpty()).ifPresent(reasons::add));
        cycle.ifPresent(reasons::add);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private Optional<String> unmetApp(String app, String range) {
        String version = apps.get(app);
        if (version == null) {
            return Optional.of("wants the application " + app + ' ' + range + ", this is "
                    + (apps.isEmpty() ? "none that says its name" : String.join(", ", new TreeSet<>(apps.keySet()))));
        }
        return covers(range, version)
                ? Optional.empty()
                : Optional.of("wants the application " + app + ' ' + range + ", this is " + version);
    }

    private Optional<String> unmetPlugin(PluginId plugin, Dependency dependency, boolean deep) {
        PluginManifest found = manifests.get(plugin);
        if (dependency.optional()) {
            return Optional.empty();
        }
        if (found == null) {
            return Optional.of("wants the plugin " + plugin + ' ' + dependency.range() + ", there is none");
        }
        if (!covers(dependency.range(), found.version())) {
            return Optional.of(
                    "wants the plugin " + plugin + ' ' + dependency.range() + ", there is " + found.version());
        }
        return (deep ? lacking(found, new HashSet<>(Set.of(plugin))) : Optional.<String>empty())
                .map(what -> "wants the plugin " + plugin + ' ' + dependency.range() + ", which " + what);
    }

    /** What keeps a required plugin itself from being resolved; edges on a cycle are told by the cycle's path. */
    private Optional<String> lacking(PluginManifest manifest, Set<PluginId> seen) {
        for (Map.Entry<String, String> app : new TreeMap<>(manifest.requires().app()).entrySet()) {
            Optional<String> reason = unmetApp(app.getKey(), app.getValue());
            if (reason.isPresent()) {
                return reason;
            }
        }
        for (PluginId next : required(manifest)) {
            Dependency edge = requireNonNull(manifest.requires().plugins().get(next));
            PluginManifest found = manifests.get(next);
            if (found == null || !covers(edge.range(), found.version())) {
                return Optional.of("wants the plugin " + next + ' ' + edge.range() + ", there is "
                        + (found == null ? "none" : found.version()));
            }
            Optional<String> deeper = seen.add(next) ? lacking(found, seen) : Optional.empty();
            if (deeper.isPresent()) {
                return Optional.of("wants the plugin " + next + ' ' + edge.range() + ", which " + deeper.get());
            }
        }
        return cycle(manifest.name(), manifest);
    }

    /** The path of required edges that leads back to {@code start}. */
    private Optional<String> cycle(PluginId start, PluginManifest manifest) {
        Map<PluginId, PluginId> cameFrom = new HashMap<>();
        Deque<PluginId> open = new ArrayDeque<>(required(manifest));
        required(manifest).forEach(each -> cameFrom.put(each, start));
        while (!open.isEmpty()) {
            PluginId at = open.removeFirst();
            if (at.equals(start)) {
                return Optional.of("requires itself: " + path(start, cameFrom));
            }
            PluginManifest next = manifests.get(at);
            for (PluginId each : next == null ? List.<PluginId>of() : required(next)) {
                if (cameFrom.putIfAbsent(each, at) == null) {
                    open.addLast(each);
                }
            }
        }
        return Optional.empty();
    }

    private static String path(PluginId start, Map<PluginId, PluginId> cameFrom) {
        Deque<String> path = new ArrayDeque<>(List.of(start.name()));
        PluginId at = start;
        do {
            at = cameFrom.getOrDefault(at, start);
            path.addFirst(at.name());
        } while (!at.equals(start));
        return String.join(" → ", path);
    }

    private static List<PluginId> required(PluginManifest manifest) {
        return manifest.requires().plugins().entrySet().stream()
                .filter(edge -> !edge.getValue().optional())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Plugins that require {@code plugin} in a range which {@code version} is outside of; empty version = it is gone. */
    List<PluginId> leftBehind(PluginId plugin, String version) {
        return manifests.values().stream()
                .filter(each -> {
                    Dependency edge = each.requires().plugins().get(plugin);
                    return edge != null && !edge.optional() && (version.isEmpty() || !covers(edge.range(), version));
                })
                .map(PluginManifest::name)
                .sorted()
                .toList();
    }

    /** Plugins that require {@code plugin}, in whatever range. */
    List<PluginId> dependents(PluginId plugin) {
        return leftBehind(plugin, "");
    }

    /** Every plugin after those it requires or would like to have; ties by name. Cycles are broken anywhere. */
    List<PluginId> order() {
        Map<PluginId, Boolean> done = new LinkedHashMap<>();
        Set<PluginId> entered = new HashSet<>();
        manifests.keySet().stream().sorted(Comparator.naturalOrder()).forEach(each -> visit(each, entered, done));
        return List.copyOf(done.keySet());
    }

    private void visit(PluginId plugin, Set<PluginId> entered, Map<PluginId, Boolean> done) {
        PluginManifest manifest = manifests.get(plugin);
        if (manifest == null || !entered.add(plugin)) {
            return;
        }
        manifest.requires().plugins().keySet().stream().sorted().forEach(each -> visit(each, entered, done));
        done.put(plugin, true);
    }

    private static boolean covers(String range, String version) {
        return VersionRange.parse(range).filter(r -> r.covers(version)).isPresent();
    }
}
