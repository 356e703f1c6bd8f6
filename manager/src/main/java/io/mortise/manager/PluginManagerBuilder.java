package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import io.mortise.api.RunnerFactory;
import io.mortise.api.Source;
import io.mortise.api.host.HostFunction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says how a manager is made; everything has a default. What is set here wins over {@code mortise.yaml}. Not for several
 * threads.
 */
public final class PluginManagerBuilder {
    private final Setup setup = new Setup();

    PluginManagerBuilder() {}

    /** Where {@code mortise.yaml}, {@code grants.yaml} and {@code .mortise/} are. Default: the working directory. */
    public PluginManagerBuilder home(Path directory) {
        setup.home = requireNonNull(directory, "directory");
        return this;
    }

    /** Where state lies instead of {@code .mortise/} in the home: for a home that cannot be written. */
    public PluginManagerBuilder state(Path directory) {
        setup.state = java.util.Optional.of(directory);
        return this;
    }

    /** Adds a directory of plugins; the settings' {@code plugins} are then not read. Default: the home. */
    public PluginManagerBuilder directory(Path directory, GrantPolicy grants) {
        return directory(directory, grants, Map.of());
    }

    /**
     * The same, with other names for some of its plugins than their manifests say: {@code {"weather": "weather-old"}}. An
     * alias is a plugin of its own, with its own grants, configuration and data.
     */
    public PluginManagerBuilder directory(Path directory, GrantPolicy grants, Map<String, String> aliases) {
        Map<PluginId, PluginId> names = new HashMap<>();
        aliases.forEach((written, alias) -> names.put(PluginId.of(written), PluginId.of(alias)));
        setup.directories.add(
                new Setup.Directory(requireNonNull(directory, "directory"), requireNonNull(grants), names));
        return this;
    }

    /** Adds a source of another kind; closed with the manager. */
    public PluginManagerBuilder source(Source source, GrantPolicy grants) {
        setup.sources.add(new Setup.OpenSource(requireNonNull(source, "source"), requireNonNull(grants)));
        return this;
    }

    /** Grants what the plugins of every directory ask for; {@code where} it was said is shown at start. */
    public PluginManagerBuilder grantAsDeclared(String where) {
        setup.asDeclared = java.util.Optional.of(where);
        return this;
    }

    /** Another place of the settings than {@code mortise.yaml} in the home. */
    public PluginManagerBuilder settings(Path file) {
        setup.settings = java.util.Optional.of(file);
        return this;
    }

    /** Sets the runner of its runtime. Default: those that {@link java.util.ServiceLoader} finds. */
    public PluginManagerBuilder runner(RunnerFactory factory) {
        setup.runners.add(requireNonNull(factory, "factory"));
        return this;
    }

    /** Sets a host service; it is not closed by the manager. Default: {@link java.util.ServiceLoader}, else our own. */
    public <S> PluginManagerBuilder service(Class<S> type, S service) {
        setup.services.put(requireNonNull(type, "type"), type.cast(requireNonNull(service, "service")));
        return this;
    }

    /** Adds a function that plugins may be granted as {@code app: [name]}. */
    public PluginManagerBuilder hostFunction(HostFunction function) {
        setup.hostFunctions.add(requireNonNull(function, "function"));
        return this;
    }

    /** Adds a kind of contribution. Those of {@link io.mortise.api.KindProvider} are there already. */
    public PluginManagerBuilder kind(Kind kind) {
        setup.kinds.add(requireNonNull(kind, "kind"));
        return this;
    }

    /** Says what application this is; {@code requires.app} is checked against it. */
    public PluginManagerBuilder app(String name, String version) {
        setup.apps.put(requireNonNull(name, "name"), requireNonNull(version, "version"));
        return this;
    }

    /** Configures one plugin: a JSON object; its keys win over every other place. */
    public PluginManagerBuilder config(String plugin, String json) {
        setup.configs.put(PluginId.of(plugin), requireNonNull(json, "json"));
        return this;
    }

    /** True makes {@code open} throw when an eager plugin does not serve. Default false. */
    public PluginManagerBuilder requireAll(boolean value) {
        setup.requireAll = value;
        return this;
    }

    /** False leaves out the control socket, by which the {@code mortise} command operates this manager. Default true. */
    public PluginManagerBuilder control(boolean value) {
        setup.control = value;
        return this;
    }

    /** False keeps the files from being watched; {@code reload} still reads them. Default true. */
    public PluginManagerBuilder watch(boolean value) {
        setup.watch = value;
        return this;
    }

    /** Starts these plugins and what they require; every other one rests until it is called. */
    public PluginManagerBuilder startOnly(Set<String> plugins) {
        setup.startOnly = java.util.Optional.of(Set.copyOf(plugins));
        return this;
    }

    /** Tells every event from the first one on, also those of the opening. */
    public PluginManagerBuilder onEvent(Consumer<PluginEvent> listener) {
        setup.listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /** Adds measures of the application's own to {@link Telemetry#metrics()}. */
    public PluginManagerBuilder metrics(MetricSource source) {
        setup.metrics.add(requireNonNull(source, "source"));
        return this;
    }

    /** Follows every call with a span. Default: none; a {@code traceparent} of the request is passed on as it is. */
    public PluginManagerBuilder tracer(CallTracer tracer) {
        setup.tracer = java.util.Optional.of(tracer);
        return this;
    }

    /** Where the manager's own waiting takes its time from; a test moves it by hand. */
    PluginManagerBuilder timer(Supplier<Timer> source) {
        setup.timer = source;
        return this;
    }

    /** The wall clock of records and messages; deadlines run on the monotonic one. Default UTC. */
    public PluginManagerBuilder clock(Clock clock) {
        setup.clock = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Opens it: returns when every eager plugin serves or rests, at the latest after the longest start_timeout.
     *
     * @throws io.mortise.api.error.PluginException BAD_CONFIG with every problem of the settings; NOT_SERVING when
     *     another manager holds the home, or when all are required and some rest
     */
    public PluginManager open() {
        return PluginManager.open(setup);
    }
}
