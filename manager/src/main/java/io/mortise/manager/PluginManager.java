package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.ChunkSink;
import io.mortise.api.Deadline;
import io.mortise.api.Kind;
import io.mortise.manager.internal.audit.WrittenAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Loads plugins, keeps them running and routes calls to them. Any thread; one manager for each home; several in one JVM.
 *
 * <p>Every method that names a plugin fails with UNKNOWN_PLUGIN and the nearest names when there is none.
 */
public final class PluginManager implements AutoCloseable {
    private final Assembly parts;
    private final Desks desks;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Subscription control = () -> {};

    private PluginManager(Assembly parts) {
        this.parts = parts;
        this.desks = Desks.of(parts);
    }

    /** Makes {@code home} the home and the directory of plugins, everything else as {@code mortise.yaml} says. */
    public static PluginManager open(Path home) {
        return builder().home(home).open();
    }

    public static PluginManagerBuilder builder() {
        return new PluginManagerBuilder();
    }

    static PluginManager open(Setup setup) {
        PluginManager manager = new PluginManager(Assembly.of(setup));
        try {
            new Opening(manager.parts).run();
            manager.control = Control.open(manager, manager.parts);
            return manager;
        } catch (InterruptedException | RuntimeException e) {
            manager.close(Duration.ZERO);
            throw Opening.failed(setup, e);
        }
    }

    /**
     * Calls a function and returns what it answered. Waits for a plugin that starts, within the deadline.
     *
     * @throws io.mortise.api.error.PluginException UNKNOWN_PLUGIN, UNKNOWN_FUNCTION, NOT_SERVING, START_FAILED,
     *     BAD_INPUT, LIMIT_REACHED, DEADLINE_PASSED, CANCELLED, REJECTED, GUEST_TRAPPED, GUEST_CRASHED, HOST_BUG
     */
    public CallResult call(CallRequest request) {
        return parts.desk.call(request);
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
        return desks.async().call(request);
    }

    /** Calls and hands every chunk to {@code sink} on this thread; returns when the function ends. */
    public void stream(CallRequest request, ChunkSink sink) {
        call(request.withChunks(sink));
    }

    /** Calls when subscribed to, on the call executor; chunks come as demanded. One subscriber. */
    public Flow.Publisher<byte[]> stream(CallRequest request) {
        return desks.async().stream(request);
    }

    /** A typed view of a function; it need not serve yet. */
    public <I, O> PluginFunction<I, O> function(String plugin, String function, Class<I> input, Class<O> output) {
        return desks.typed().function(plugin, function, input, output);
    }

    /**
     * An implementation of {@code type} whose methods are functions of the plugin: a method's name is the function's, its
     * one parameter (or none) the input, its return type (or void) the answer.
     *
     * @throws IllegalArgumentException when it is no interface or a method has more than one parameter
     */
    public <T> T proxy(String plugin, Class<T> type) {
        return desks.typed().proxy(plugin, type);
    }

    /** Asks every contributor of a kind at once, under the kind's timeout. Results in the stable order. */
    public List<Collected> collect(String kind, String json) {
        return desks.collector().collect(kind, json.getBytes(UTF_8));
    }

    /** The same on behalf of {@code caller}, all under one deadline. */
    public List<Collected> collect(String kind, byte[] payload, Caller caller, Deadline deadline) {
        return desks.collector().collect(kind, payload, caller, deadline);
    }

    /**
     * Those of one kind, of every plugin that serves or would when called, in stable order: plugin name, then as
     * written. Read from manifests: nothing runs for it.
     */
    public List<PluginContribution> contributions(String kind) {
        return parts.index.of(kind);
    }

    /** Those of all kinds. */
    public List<PluginContribution> contributions() {
        return parts.index.all();
    }

    public List<Kind> kinds() {
        return List.copyOf(parts.kinds.values());
    }

    /** What this application offers to plugins. */
    public HostContract hostContract() {
        return HostContract.of(parts.core.apps(), kinds(), parts.functions.all());
    }

    /** All plugins, by name. */
    public List<PluginStatus> status() {
        return parts.core.slots().all().stream().map(desks.report()::of).toList();
    }

    public PluginStatus status(String plugin) {
        return desks.report().of(slot(plugin));
    }

    public PluginHandle plugin(String name) {
        return new PluginHandle(this, slot(name).id());
    }

    /** Its last log lines with a number above {@code after} (0 = all that are kept), oldest first. */
    public List<PluginLog> logs(String plugin, long after) {
        return StatusReport.logs(slot(plugin), after);
    }

    /** Its last host calls, allowed and denied, oldest first. */
    public List<HostCallRecord> audit(String plugin) {
        return StatusReport.audit(slot(plugin));
    }

    /** What managers of this home wrote down about host calls, the newest last. */
    List<Map<String, Object>> writtenAudit(Optional<String> plugin) {
        return new WrittenAudit(parts.core.home().logs().resolve("audit.jsonl")).lines(plugin);
    }

    /** Tells every event from now on, in order, on the manager's event thread. */
    public Subscription onEvent(Consumer<PluginEvent> listener) {
        return parts.core.hub().subscribe(listener);
    }

    /** Its last ten steps of the state machine, oldest first. */
    public List<PluginEvent.StateChanged> history(String plugin) {
        return slot(plugin).chronicle().steps();
    }

    /** What went wrong with it lately and no caller was told, oldest first. */
    public List<PluginStatus.Trouble> errors(String plugin) {
        return slot(plugin).chronicle().troubles();
    }

    public Explanation explain(String plugin) {
        return desks.explaining().of(slot(plugin));
    }

    /** What is decided for all plugins at once: freeze, put content away. */
    public Oversight oversight() {
        return new Oversight(parts, desks.operating());
    }

    Operating operating() {
        return desks.operating();
    }

    /** Reads its files, settings and grant anew and starts a new generation of them, also of equal ones. */
    public ReloadOutcome reload(String plugin) {
        return desks.operating().reload(slot(plugin), Wish.of(ReloadCause.MANUAL));
    }

    /** As {@link #enable(String, String)}, by the application. */
    public PluginStatus enable(String plugin) {
        return enable(plugin, "application");
    }

    /** As {@link #disable(String, String)}, by the application. */
    public PluginStatus disable(String plugin) {
        return disable(plugin, "application");
    }

    /** Lets it start again; remembered. Returns when it serves or rests. */
    public PluginStatus enable(String plugin, String by) {
        return desks.operating().enable(slot(plugin), by);
    }

    /** Takes it out of service after its calls; remembered across restarts of the manager. */
    public PluginStatus disable(String plugin, String by) {
        return desks.operating().disable(slot(plugin), by);
    }

    /**
     * Configures it: a JSON object whose keys win over every other place until the manager closes; {@code {}} takes them
     * back. A value that does not fit is refused and the old generation serves.
     */
    public ReloadOutcome configure(String plugin, String json) {
        return desks.operating().configure(slot(plugin), json);
    }

    /** The same, kept in {@code .mortise/config.yaml} across restarts of the manager; the builder's word is above it. */
    public ReloadOutcome keepConfig(String plugin, String json) {
        return desks.operating().keepConfig(slot(plugin), json);
    }

    /** What {@link #keepConfig} keeps for it: a JSON object, references as written; {@code {}} when nothing. */
    public String keptConfig(String plugin) {
        return parts.configs.kept(slot(plugin).id());
    }

    /** Everything that was given, also to plugins that are not there now. */
    public List<StoredGrant> grants() {
        return desks.grants().all();
    }

    /** What plugins are given without an entry of their own, because a directory or a rule says so. */
    public List<PolicyGrant> policyGrants() {
        return desks.grants().byPolicy();
    }

    /** What it asks for beside what it was given. */
    public GrantDiff diff(String plugin) {
        return desks.grants().diff(slot(plugin));
    }

    /** Gives it all it asks for, as {@link #diff} shows it; it then starts. */
    public PluginStatus grant(String plugin, String by) {
        return grant(plugin, by, List.of());
    }

    /** Gives it these: {@code http=api.example}, {@code kv}. An empty list means all it asks for. */
    public PluginStatus grant(String plugin, String by, List<String> permissions) {
        return desks.operating().grant(slot(plugin), by, permissions);
    }

    /** Takes everything back; acts on the next host call. */
    public PluginStatus deny(String plugin, String by) {
        return deny(plugin, by, List.of());
    }

    /** Takes these back at once. An empty list means all. */
    public PluginStatus deny(String plugin, String by, List<String> permissions) {
        return desks.operating().deny(slot(plugin), by, permissions);
    }

    public Telemetry telemetry() {
        return new Telemetry(parts.metrics, new Report(this, parts.core.slots()), parts.recordings);
    }

    /** As {@link #close(Duration)} with the settings' {@code reload.drain_timeout}, at most 30 s. */
    @Override
    public void close() {
        close(Closing.patience(parts));
    }

    /** Takes no new calls, lets those inside end for so long, then stops everything; dependents first. Idempotent. */
    public void close(Duration patience) {
        requireNonNull(patience, "patience");
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        control.close();
        new Closing(parts).run(patience);
    }

    private Slot slot(String plugin) {
        return parts.core.slots().named(requireNonNull(plugin, "plugin"));
    }
}
