package io.mortise.testkit.app;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Call;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostFailure;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.FakeRunnerFactory;
import io.mortise.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambdas as plugins behind the real manager, for the tests of an application: manifests are read, configuration and
 * grants checked, calls routed and metered as ever; only the guest is a lambda. Everything asked for is granted. Closing
 * stops all and deletes the home. One thread until it is opened, then any.
 */
public final class TestPlugins implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Lambdas> plugins = new LinkedHashMap<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Consumer<PluginManagerBuilder>> touches = new ArrayList<>();
    private Optional<Opened> opened = Optional.empty();

    /** One plugin as it is put together. */
    private record Lambdas(FakeGuest guest, TreeSet<String> functions, StringBuilder manifest) {}

    /** The manager and the home it works in. */
    private record Opened(PluginManager manager, Path home) {}

    private TestPlugins() {}

    /** A plugin with one typed function; JSON goes in and out. */
    public static <I> TestPlugins with(String plugin, String function, Class<I> input, Function<I, ?> body) {
        return new TestPlugins().and(plugin, function, input, body);
    }

    /** Another function, of this or another plugin. */
    public <I> TestPlugins and(String plugin, String function, Class<I> input, Function<I, ?> body) {
        requireNonNull(input, "input");
        requireNonNull(body, "body");
        return andBytes(
                plugin,
                function,
                (call, host) -> JSON.writeValueAsBytes(body.apply(JSON.readValue(call.payload(), input))));
    }

    /** Another function that sees its call and its host; bytes go in and out. */
    public TestPlugins andBytes(String plugin, String function, BiFunction<Call, HostApi, byte[]> body) {
        Lambdas lambdas = of(plugin);
        lambdas.guest().on(function, (call, host) -> guarded(body, call, host));
        lambdas.functions().add(function);
        return this;
    }

    /** What a guest does not expect is a trap; a {@link HostFailure} is its own refusal. */
    private static byte[] guarded(BiFunction<Call, HostApi, byte[]> body, Call call, HostApi host) {
        try {
            return body.apply(call, host);
        } catch (HostFailure | PluginException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CallErrors.trapped(
                            host.enter(call).plugin(),
                            call.function(),
                            new Detail.Trap("exception", e.toString(), List.of()))
                    .causedBy(e);
        }
    }

    /** More of a plugin's manifest, as YAML at top level: {@code permissions}, {@code contributes}, … */
    public TestPlugins manifest(String plugin, String yaml) {
        of(plugin).manifest().append(yaml).append('\n');
        return this;
    }

    /** Says more to the builder before it opens: host functions, kinds, services. */
    public TestPlugins customize(Consumer<PluginManagerBuilder> touch) {
        touches.add(requireNonNull(touch, "touch"));
        return this;
    }

    /** The manager's wall clock; it stands at 2026-01-01T00:00Z until the test moves it. */
    public SettableClock clock() {
        return clock;
    }

    /** The manager over them, opened by the first use. */
    public PluginManager manager() {
        if (opened.isEmpty()) {
            opened = Optional.of(open());
        }
        return opened.get().manager();
    }

    @Override
    public void close() {
        opened.ifPresent(each -> {
            each.manager().close(Duration.ofSeconds(5));
            Trees.delete(each.home());
        });
        opened = Optional.empty();
    }

    private Lambdas of(String plugin) {
        if (opened.isPresent()) {
            throw new IllegalStateException("its manager is open: say first what there is");
        }
        return plugins.computeIfAbsent(
                requireNonNull(plugin, "plugin"),
                name -> new Lambdas(new FakeGuest(), new TreeSet<>(), new StringBuilder()));
    }

    private Opened open() {
        FakeRunnerFactory lambdas = new FakeRunnerFactory(RuntimeKind.WASM);
        try {
            Path home = Files.createTempDirectory("test-plugins");
            for (Map.Entry<String, Lambdas> each : plugins.entrySet()) {
                lambdas.guest(each.getKey(), each.getValue().guest());
                lay(Files.createDirectory(home.resolve(each.getKey())), each.getKey(), each.getValue());
            }
            PluginManagerBuilder builder = PluginManager.builder()
                    .home(home)
                    .directory(home, GrantPolicy.asDeclared())
                    .runner(lambdas)
                    .clock(clock)
                    .control(false)
                    .watch(false)
                    .requireAll(true);
            touches.forEach(touch -> touch.accept(builder));
            return new Opened(builder.open(), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lay(Path directory, String name, Lambdas plugin) throws IOException {
        StringBuilder manifest = new StringBuilder("name: " + name + "\nversion: 1.0.0\nruntime: wasm\nfunctions:\n");
        plugin.functions()
                .forEach(function -> manifest.append("  ").append(function).append(": {}\n"));
        Files.writeString(directory.resolve("plugin.yaml"), manifest.append(plugin.manifest()));
        Files.writeString(directory.resolve("plugin.wasm"), "a lambda stands for it\n");
        Files.writeString(directory.resolve("guest"), name);
    }
}
