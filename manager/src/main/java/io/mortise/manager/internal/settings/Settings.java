package io.mortise.manager.internal.settings;

import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.host.LogLine.Level;
import io.mortise.api.manifest.LimitsAsk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One valid mortise.yaml; what it does not say has our defaults.
 *
 * @param config of each plugin: a JSON object as text, secret references as written
 * @param enabled what the file says; a plugin that is not named is enabled
 * @param record how many failed calls of a plugin are kept as recordings
 * @param grantPolicy file of grants by rule, relative to the home
 */
public record Settings(
        List<PluginsEntry> plugins,
        Map<PluginId, String> config,
        LimitSettings limits,
        Map<PluginId, Boolean> enabled,
        Map<PluginId, RuntimeKind> runtime,
        Http http,
        SandboxLevels sandbox,
        Policy policy,
        Optional<String> grantPolicy,
        Map<PluginId, List<Probe>> probes,
        Reload reload,
        Health health,
        Restart restart,
        Budget budget,
        Log log,
        Map<PluginId, Integer> record,
        Optional<String> secretsFile,
        Map<String, String> services) {
    /** Without a file. */
    public static final Settings STANDARD = new Settings(
            List.of(new PluginsEntry(".", false, Snapshot.COPY, Map.of())),
            Map.of(),
            LimitSettings.NONE,
            Map.of(),
            Map.of(),
            Http.STANDARD,
            SandboxLevels.STANDARD,
            Policy.NORMAL,
            Optional.empty(),
            Map.of(),
            Reload.STANDARD,
            Health.STANDARD,
            Restart.STANDARD,
            Budget.NONE,
            Log.STANDARD,
            Map.of(),
            Optional.empty(),
            Map.of());

    public Settings {
        plugins = List.copyOf(plugins);
        config = Map.copyOf(config);
        enabled = Map.copyOf(enabled);
        runtime = Map.copyOf(runtime);
        probes = Map.copyOf(probes);
        record = Map.copyOf(record);
        services = Map.copyOf(services);
    }

    /**
     * A directory of plugins.
     *
     * @param dir as written, relative to the home: part of the origin of every plugin in it
     * @param grantsAsDeclared true when the entry says {@code grants: as-declared}
     * @param aliases the names plugins go by here, by the names their manifests say
     */
    public record PluginsEntry(
            String dir, boolean grantsAsDeclared, Snapshot snapshot, Map<PluginId, PluginId> aliases) {
        public PluginsEntry {
            aliases = Map.copyOf(aliases);
        }
    }

    /** How files become a bundle. */
    public enum Snapshot {
        COPY,
        LINK
    }

    /**
     * Limits by plugin, and the ceiling of all plugins that are not named.
     */
    public record LimitSettings(Map<PluginId, LimitsAsk> byPlugin, LimitsAsk ceiling) {
        public static final LimitSettings NONE = new LimitSettings(Map.of(), LimitsAsk.NONE);

        public LimitSettings {
            byPlugin = Map.copyOf(byPlugin);
        }
    }

    /**
     * The HTTP service.
     *
     * @param addresses host to the private networks (CIDR) it may resolve to
     * @param proxy URL of a proxy
     * @param maxBodyBytes of one request or answer
     * @param trace whether requests carry the {@code traceparent} of the call they are made in
     */
    public record Http(Map<String, List<String>> addresses, Optional<String> proxy, long maxBodyBytes, boolean trace) {
        /** No private addresses, no proxy, 8 MiB. */
        public static final Http STANDARD = new Http(Map.of(), Optional.empty(), 8L << 20, false);

        public Http {
            addresses = Map.copyOf(addresses);
        }
    }

    /** What processes get, and the weakest that may start. */
    public record SandboxLevels(Sandbox level, Sandbox minimum) {
        public static final SandboxLevels STANDARD = new SandboxLevels(Sandbox.LIMITED, Sandbox.NONE);
    }

    /** STRICT: a field that cannot be enforced here refuses the start. */
    public enum Policy {
        NORMAL,
        STRICT
    }

    /** A call whose failure means the plugin is not healthy; {@code input} is JSON text. */
    public record Probe(String function, String input) {}

    /** When a change is taken up, and how long the old generation may take to leave. */
    public record Reload(Duration debounce, Duration quiet, Duration drainTimeout, Duration probation) {
        public static final Reload STANDARD = new Reload(
                Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(310), Duration.ofSeconds(30));
    }

    /** Probes: how often, how long one may take, how many misses in a row restart the plugin. */
    public record Health(Duration interval, Duration deadline, int misses) {
        public static final Health STANDARD = new Health(Duration.ofSeconds(15), Duration.ofSeconds(3), 3);
    }

    /** Exponential backoff from {@code first} to {@code last}; gives up after {@code max}. */
    public record Restart(Duration first, Duration last, Rate max) {
        public static final Restart STANDARD =
                new Restart(Duration.ofMillis(200), Duration.ofSeconds(30), new Rate(5, Duration.ofMinutes(10)));
    }

    /** So many in a span of time. */
    public record Rate(long count, Duration span) {
        @Override
        public String toString() {
            return count + "/" + span;
        }
    }

    /** What all plugins together may use; absent = no bound. {@code calls} by plugin, in calls per time. */
    public record Budget(
            OptionalLong memoryBytes,
            OptionalInt plugins,
            Optional<Duration> idle,
            Map<PluginId, Rate> calls,
            Optional<Rate> callsOfOthers,
            Map<Quota, PerPlugin> quotas) {
        public static final Budget NONE = new Budget(
                OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), Map.of(), Optional.empty(), Map.of());

        public Budget {
            calls = Map.copyOf(calls);
            quotas = Map.copyOf(quotas);
        }

        /** What one plugin may use of {@code quota}; empty = as much as it likes. */
        public Optional<Rate> of(Quota quota, PluginId plugin) {
            return Optional.ofNullable(quotas.get(quota)).flatMap(each -> each.of(plugin));
        }
    }

    /** What is counted over time beside calls; the key in {@code budget}. */
    public enum Quota {
        /** Calls of one tenant of a plugin. */
        TENANT_CALLS,
        HOST_CALLS,
        /** Nanoseconds inside the guest, host calls not counted. */
        GUEST,
        /** Bytes of calls and host calls, in and out. */
        BYTES
    }

    /** A rate for some plugins, and the one of each of the others. */
    public record PerPlugin(Map<PluginId, Rate> byName, Optional<Rate> others) {
        public PerPlugin {
            byName = Map.copyOf(byName);
        }

        Optional<Rate> of(PluginId plugin) {
            return Optional.ofNullable(byName.get(plugin)).or(() -> others);
        }
    }

    /** Lines a second and lines kept of each plugin; where the audit of host calls goes; the least level taken. */
    public record Log(int linesPerSecond, int keep, Audit audit, Map<PluginId, Level> levels, Level levelOfOthers) {
        public static final Log STANDARD = new Log(1000, 1000, Audit.FILE, Map.of(), Level.TRACE);

        public Log {
            levels = Map.copyOf(levels);
        }

        /** Lines of this plugin below it are not taken. */
        public Level level(PluginId plugin) {
            return levels.getOrDefault(plugin, levelOfOthers);
        }
    }

    /** A place for audit lines beside the ring in memory. */
    public enum Audit {
        FILE,
        NONE
    }
}
