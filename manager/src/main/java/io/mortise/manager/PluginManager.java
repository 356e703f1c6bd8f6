package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.ChunkSink;
import io.mortise.api.Deadline;
import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Loads plugins, keeps them running and routes calls to them. Any thread; one manager for each home; several in one JVM.
 *
 * <p>Every method that names a plugin fails with UNKNOWN_PLUGIN and the nearest names when there is none.
 */
public final class PluginManager implements AutoCloseable {
    PluginManager() {}

    /** Makes {@code home} the home and the directory of plugins, everything else as {@code mortise.yaml} says. */
    public static PluginManager open(Path home) {
        return builder().home(home).open();
    }

    public static PluginManagerBuilder builder() {
        return new PluginManagerBuilder();
    }

    static PluginManager open(Setup setup) {
        throw new UnsupportedOperationException("being wired " + setup.home);
    }

    // ---- calls

    /**
     * Calls a function and returns what it answered. Waits for a plugin that starts, within the deadline.
     *
     * @throws io.mortise.api.error.PluginException UNKNOWN_PLUGIN, UNKNOWN_FUNCTION, NOT_SERVING, START_FAILED,
     *     BAD_INPUT, LIMIT_REACHED, DEADLINE_PASSED, CANCELLED, REJECTED, GUEST_TRAPPED, GUEST_CRASHED, HOST_BUG
     */
    public CallResult call(CallRequest request) {
        throw new UnsupportedOperationException("being wired " + request.plugin());
    }

    /** Calls with JSON text, sent and answered as UTF-8. */
    public String call(String plugin, String function, String json) {
        return call(CallRequest.of(plugin, function, json.getBytes(UTF_8))).text();
    }

    /** Calls with bytes; {@code payload} is handed over. */
    public byte[] call(String plugin, String function, byte[] payload) {
        return call(CallRequest.of(plugin, function, payload)).payload();
    }

    /** As {@link #call(CallRequest)}, on the manager's bounded call executor; LIMIT_REACHED when its queue is full. */
    public CompletionStage<CallResult> callAsync(CallRequest request) {
        throw new UnsupportedOperationException("being wired " + request.plugin());
    }

    /** Calls and hands every chunk to {@code sink} on this thread; returns when the function ends. */
    public void stream(CallRequest request, ChunkSink sink) {
        call(request.withChunks(sink));
    }

    /** Calls when subscribed to, on the call executor; chunks come as demanded. One subscriber. */
    public Flow.Publisher<byte[]> stream(CallRequest request) {
        throw new UnsupportedOperationException("being wired " + request.plugin());
    }

    /** A typed view of a function; it need not serve yet. */
    public <I, O> PluginFunction<I, O> function(String plugin, String function, Class<I> input, Class<O> output) {
        throw new UnsupportedOperationException("being wired " + plugin + function + input + output);
    }

    /**
     * An implementation of {@code type} whose methods are functions of the plugin: a method's name is the function's, its
     * one parameter (or none) the input, its return type (or void) the answer.
     *
     * @throws IllegalArgumentException when it is no interface or a method has more than one parameter
     */
    public <T> T proxy(String plugin, Class<T> type) {
        throw new UnsupportedOperationException("being wired " + plugin + type);
    }

    /** Asks every contributor of a kind at once, under the kind's timeout. Results in the stable order. */
    public List<Collected> collect(String kind, String json) {
        throw new UnsupportedOperationException("being wired " + kind + json);
    }

    /** The same on behalf of {@code caller}, all under one deadline. */
    public List<Collected> collect(String kind, byte[] payload, Caller caller, Deadline deadline) {
        throw new UnsupportedOperationException("being wired " + kind + payload.length + caller + deadline);
    }

    // ---- contributions

    /**
     * Those of one kind, of every plugin that serves or would when called, in stable order: plugin name, then as
     * written. Read from manifests: nothing runs for it.
     */
    public List<PluginContribution> contributions(String kind) {
        throw new UnsupportedOperationException("being wired " + kind);
    }

    /** Those of all kinds. */
    public List<PluginContribution> contributions() {
        throw new UnsupportedOperationException("being wired");
    }

    public List<Kind> kinds() {
        throw new UnsupportedOperationException("being wired");
    }

    /** What this application offers to plugins. */
    public HostContract hostContract() {
        throw new UnsupportedOperationException("being wired");
    }

    // ---- what there is

    /** All plugins, by name. */
    public List<PluginStatus> status() {
        throw new UnsupportedOperationException("being wired");
    }

    public PluginStatus status(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    public PluginHandle plugin(String name) {
        return new PluginHandle(this, PluginId.of(name));
    }

    /** Its last log lines with a number above {@code after} (0 = all that are kept), oldest first. */
    public List<PluginLog> logs(String plugin, long after) {
        throw new UnsupportedOperationException("being wired " + plugin + after);
    }

    /** Its last host calls, allowed and denied, oldest first. */
    public List<HostCallRecord> audit(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /** Tells every event from now on, in order, on the manager's event thread. */
    public Subscription onEvent(Consumer<PluginEvent> listener) {
        throw new UnsupportedOperationException("being wired " + listener);
    }

    /** Its last ten steps of the state machine, oldest first. */
    public List<PluginEvent.StateChanged> history(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /** What went wrong with it lately and no caller was told, oldest first. */
    public List<PluginStatus.Trouble> errors(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    public Explanation explain(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    <T> Optional<T> unwrap(String plugin, Class<T> type) {
        throw new UnsupportedOperationException("being wired " + plugin + type);
    }

    // ---- operating

    /** Reads its files, settings and grant anew and swaps when anything changed; returns after the swap. */
    public ReloadOutcome reload(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /** Lets it start again; remembered. Returns when it serves or rests. */
    public PluginStatus enable(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /** Takes it out of service after its calls; remembered across restarts of the manager. */
    public PluginStatus disable(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /**
     * Configures it: a JSON object whose keys win over every other place until the manager closes; {@code {}} takes them
     * back. A value that does not fit is refused and the old generation serves.
     */
    public ReloadOutcome configure(String plugin, String json) {
        throw new UnsupportedOperationException("being wired " + plugin + json);
    }

    /** The same, kept in {@code .mortise/config.yaml} across restarts of the manager; the builder's word is above it. */
    public ReloadOutcome keepConfig(String plugin, String json) {
        throw new UnsupportedOperationException("being wired " + plugin + json);
    }

    // ---- grants

    /** Everything that was given, also to plugins that are not there now. */
    public List<StoredGrant> grants() {
        throw new UnsupportedOperationException("being wired");
    }

    /** What it asks for beside what it was given. */
    public GrantDiff diff(String plugin) {
        throw new UnsupportedOperationException("being wired " + plugin);
    }

    /** Gives it all it asks for, as {@link #diff} shows it; it then starts. */
    public PluginStatus grant(String plugin, String by) {
        return grant(plugin, by, List.of());
    }

    /** Gives it these: {@code http=api.example}, {@code kv}. An empty list means all it asks for. */
    public PluginStatus grant(String plugin, String by, List<String> permissions) {
        throw new UnsupportedOperationException("being wired " + plugin + by + permissions);
    }

    /** Takes everything back; acts on the next host call. */
    public PluginStatus deny(String plugin, String by) {
        return deny(plugin, by, List.of());
    }

    /** Takes these back at once. An empty list means all. */
    public PluginStatus deny(String plugin, String by, List<String> permissions) {
        throw new UnsupportedOperationException("being wired " + plugin + by + permissions);
    }

    // ---- the end

    /** As {@link #close(Duration)} with the settings' {@code reload.drain_timeout}, at most 30 s. */
    @Override
    public void close() {
        close(Duration.ofSeconds(30));
    }

    /** Takes no new calls, lets those inside end for so long, then stops everything; dependents first. Idempotent. */
    public void close(Duration patience) {
        requireNonNull(patience, "patience");
        throw new UnsupportedOperationException("being wired");
    }
}
