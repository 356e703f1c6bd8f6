package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

import io.mortise.sdk.internal.HostEnvironment;
import io.mortise.sdk.internal.PluginProcess;
import io.mortise.sdk.internal.WarmUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A plugin: its functions and hooks, then {@link #serve}.
 *
 * <p>Register everything on one thread before serving. While it serves, {@code System.out} goes to the host's log line
 * by line, {@code System.err} becomes log records, and stdin belongs to the host.
 */
public final class Plugin {
    private static final int CONCURRENT_CALLS =
            Math.max(32, 4 * Runtime.getRuntime().availableProcessors());

    private final String name;
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final HostLink link = new HostLink();
    private final Lifecycle.Hooks hooks = new Lifecycle.Hooks();
    private final Host background = BrokeredHost.background(link);
    private int concurrentCalls = CONCURRENT_CALLS;

    private Plugin(String name) {
        this.name = requireNonNull(name, "name");
    }

    /** @param name for log lines; the manifest's name is what counts for the host */
    public static Plugin named(String name) {
        return new Plugin(name);
    }

    /** A function from JSON to JSON; an input of another shape is refused with INVALID_ARGUMENT. */
    public <I, O> Plugin handle(String function, Class<I> input, Class<O> output, Handler<I, O> handler) {
        return add(function, Function.typed(input, output, handler));
    }

    /** A function from bytes to bytes. */
    public Plugin handleBytes(String function, BytesHandler handler) {
        return add(function, Function.bytes(handler));
    }

    /** A function whose result comes in chunks; in a plain call the caller gets them one after the other. */
    public Plugin stream(String function, StreamHandler handler) {
        return add(function, Function.stream(handler));
    }

    /** What a function does, for people. @throws IllegalArgumentException for one not registered before */
    public Plugin describe(String function, String sentence) {
        if (functions.computeIfPresent(function, (key, known) -> known.describedAs(sentence)) == null) {
            throw new IllegalArgumentException("no function \"" + function + "\" to describe; register it first");
        }
        return this;
    }

    /** Runs once before the first call. Without a Mortise host it never runs. */
    public Plugin onStart(StartHook hook) {
        hooks.start = requireNonNull(hook, "hook");
        return this;
    }

    /** Runs once before the process ends, within the host's grace or about a second. */
    public Plugin onStop(Runnable hook) {
        hooks.stop = requireNonNull(hook, "hook");
        return this;
    }

    /** Asked by the host from time to time; must answer quickly. Default: ready. */
    public Plugin health(Supplier<Health> check) {
        hooks.health = requireNonNull(check, "check");
        return this;
    }

    /**
     * How many handlers run at once; thirty times as many calls wait, more are refused with RESOURCE_EXHAUSTED.
     * Default: 32, or four for each processor if that is more.
     */
    public Plugin concurrentCalls(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("concurrentCalls " + atMost + "; expected at least 1");
        }
        concurrentCalls = atMost;
        return this;
    }

    /**
     * The host for work that belongs to no call: in the plugin's own name, without a tenant. Until {@code onStart}, and
     * under a host that is not Mortise, its calls fail with UNAVAILABLE.
     */
    public Host host() {
        return background;
    }

    /** The directory this plugin may write to, once it is started and when one was granted. */
    public Optional<Path> dataDirectory() {
        return hooks.dataDirectory;
    }

    /**
     * Serves until the host ends it; never returns. Started by hand it says so and exits with 1. Two arguments, each
     * alone, make it do something else and return: {@code --describe} prints the functions as JSON, {@code --warm-up}
     * serves itself for a moment, for a class-data archive.
     */
    public void serve(String... args) {
        if (Arrays.equals(args, new String[] {"--describe"})) {
            System.out.println(new String(document(), StandardCharsets.UTF_8));
        } else if (Arrays.equals(args, new String[] {"--warm-up"})) {
            WarmUp.run(served());
            Json.warmUp();
        } else {
            PluginProcess.run(name, HostEnvironment.of(System.getenv()), served());
        }
    }

    byte[] document() {
        return Document.of(functions.values());
    }

    ServedPlugin served() {
        return new ServedPlugin(new FunctionTable(functions, document()), link, hooks, concurrentCalls);
    }

    private Plugin add(String function, Function.Body body) {
        if (functions.putIfAbsent(function, new Function(function, "", body)) != null) {
            throw new IllegalArgumentException("function \"" + function + "\" is registered twice");
        }
        return this;
    }
}
