package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import io.mortise.api.RunnerFactory;
import io.mortise.api.Source;
import io.mortise.api.host.HostFunction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the builder was told. Written by one builder before the manager opens, only read afterwards. */
final class Setup {
    Path home = Path.of("");
    Optional<Path> state = Optional.empty();
    final List<Directory> directories = new ArrayList<>();
    final List<OpenSource> sources = new ArrayList<>();
    Optional<String> asDeclared = Optional.empty();
    Optional<Path> settings = Optional.empty();
    final List<RunnerFactory> runners = new ArrayList<>();
    final Map<Class<?>, Object> services = new LinkedHashMap<>();
    final List<HostFunction> hostFunctions = new ArrayList<>();
    final List<Kind> kinds = new ArrayList<>();
    final Map<String, String> apps = new LinkedHashMap<>();
    final Map<PluginId, String> configs = new LinkedHashMap<>();
    final List<Consumer<PluginEvent>> listeners = new ArrayList<>();
    final List<MetricSource> metrics = new ArrayList<>();
    Optional<CallTracer> tracer = Optional.empty();
    boolean requireAll;
    boolean control = true;
    boolean watch = true;
    Optional<Set<String>> startOnly = Optional.empty();
    Clock clock = Clock.systemUTC();
    Supplier<Timer> timer = ThreadTimer::new;

    /** A directory and where its plugins' grants come from. */
    record Directory(Path path, GrantPolicy grants, Map<PluginId, PluginId> aliases) {}

    /** A source made by the application. */
    record OpenSource(Source source, GrantPolicy grants) {}
}
