package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A host for a runner's tests: everything is granted unless denied, everything is kept in public lists. The gate of the
 * manager is not here; only what a runner must do with answers and refusals.
 */
public final class FakeHost implements HostApi {
    /** Every context a runner entered with, in order. */
    public final List<HostCall> entered = new CopyOnWriteArrayList<>();

    public final List<LogLine> logged = new CopyOnWriteArrayList<>();
    public final List<EventService.Ask> emitted = new CopyOnWriteArrayList<>();
    /** The contexts host calls were made in, as {@code operation} to context, in order. */
    public final List<Map.Entry<String, HostCall>> made = new CopyOnWriteArrayList<>();

    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Map<String, byte[]> config = new ConcurrentHashMap<>();
    private final FakeKv kv = new FakeKv(this);
    private volatile BiFunction<HostCall, HttpAsk, HttpAnswer> web =
            (call, ask) -> new HttpAnswer(200, Map.of(), "web".getBytes(UTF_8));
    private volatile BiFunction<HostCall, byte[], byte[]> app = (call, payload) -> payload;
    private volatile Subject subject = Subject.unstarted(io.mortise.api.PluginId.of("contract"), "1.0.0");

    /** Refuses every operation of this permission from here on. */
    public FakeHost deny(String permission) {
        denied.add(permission);
        return this;
    }

    /** What {@code config} finds at a JSON pointer. */
    public FakeHost config(String pointer, String json) {
        config.put(pointer, json.getBytes(UTF_8));
        return this;
    }

    /** Who answers http. */
    public FakeHost web(BiFunction<HostCall, HttpAsk, HttpAnswer> answer) {
        web = answer;
        return this;
    }

    /** Who answers {@code app.echo}. */
    public FakeHost app(BiFunction<HostCall, byte[], byte[]> answer) {
        app = answer;
        return this;
    }

    /** Whose host this is. */
    public FakeHost of(Subject plugin) {
        subject = plugin;
        return this;
    }

    void pass(String permission, HostCall call, String operation) {
        made.add(Map.entry(operation, call));
        if (denied.contains(permission)) {
            throw new HostFailure(StatusCode.PERMISSION_DENIED, permission + " is not granted");
        }
    }

    @Override
    public HostCall enter(Call call) {
        HostCall context = new HostCall(
                subject,
                subject.plugin().name() + "-000000000000",
                call.id(),
                call.caller(),
                call.chain().through(subject.plugin()),
                call.deadline(),
                call.cancellation(),
                call.trace());
        entered.add(context);
        return context;
    }

    @Override
    public HostCall background() {
        return new HostCall(
                subject,
                subject.plugin().name() + "-000000000000",
                new CallId(0),
                Caller.plugin(subject.plugin(), Optional.empty()),
                CallChain.EMPTY.through(subject.plugin()),
                Deadline.after(Duration.ofSeconds(30)),
                Cancellation.NONE,
                Optional.empty());
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        return Optional.ofNullable(config.get(pointer)).map(byte[]::clone);
    }

    @Override
    public void log(HostCall call, LogLine line) {
        logged.add(line);
    }

    @Override
    public KvService kv() {
        return kv;
    }

    @Override
    public CacheService cache() {
        return kv.cache();
    }

    @Override
    public HttpApi http() {
        return (call, ask) -> {
            pass("http", call, "http");
            return web.apply(call, ask);
        };
    }

    @Override
    public EventService events() {
        return new FakeEvents(this);
    }

    @Override
    public SecretService secrets() {
        return (call, name) -> {
            pass("secrets", call, "secret");
            return name.equals("TOKEN") ? Optional.of("s3cret") : Optional.empty();
        };
    }

    @Override
    public SqlService sql() {
        return new SqlService() {
            @Override
            public byte[] query(HostCall call, byte[] json) {
                pass("sql", call, "sql_query");
                return "[{\"one\":1}]".getBytes(UTF_8);
            }

            @Override
            public byte[] execute(HostCall call, byte[] json) {
                pass("sql", call, "sql_exec");
                return "{\"rows\":1}".getBytes(UTF_8);
            }
        };
    }

    @Override
    public MailService mail() {
        return (call, json) -> pass("mail", call, "mail");
    }

    @Override
    public JobService jobs() {
        return (call, ask) -> {
            pass("jobs", call, "enqueue");
            return "job-" + ask.job();
        };
    }

    @Override
    public PluginCalls plugins() {
        return (call, plugin, function, payload, timeout) -> {
            pass("plugins", call, "plugin_call");
            return (plugin + '/' + function + '/' + new String(payload, UTF_8)).getBytes(UTF_8);
        };
    }

    @Override
    public AppCalls app() {
        return new AppCalls() {
            @Override
            public byte[] call(HostCall call, String function, byte[] payload) {
                pass("app", call, "app_call");
                if (!function.equals("app.echo")) {
                    throw new HostFailure(StatusCode.NOT_FOUND, "no function " + function);
                }
                return app.apply(call, payload);
            }

            @Override
            public long[] run(HostCall call, String function, Function<HostCall, long[]> body) {
                pass("app", call, "app_run " + function);
                return body.apply(call);
            }
        };
    }
}
