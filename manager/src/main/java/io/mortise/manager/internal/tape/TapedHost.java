package io.mortise.manager.internal.tape;

import io.mortise.api.Call;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.Nature;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stands before a host and puts what a call asks through the call's tape; calls without one pass straight on. */
public final class TapedHost implements HostApi {
    private final HostApi real;
    private final Function<HostCall, Optional<Tape>> tapes;

    /** @param tapes the tape of the call that a host call is made in */
    public TapedHost(HostApi real, Function<HostCall, Optional<Tape>> tapes) {
        this.real = real;
        this.tapes = tapes;
    }

    <R> R ask(HostCall call, String operation, Codec<R> codec, Supplier<R> answer, Object... asked) {
        Optional<Tape> tape = tapes.apply(call);
        return tape.isEmpty() ? answer.get() : tape.get().ask(operation, Json.text(List.of(asked)), answer, codec);
    }

    static boolean done(Runnable work) {
        work.run();
        return true;
    }

    @Override
    public HostCall enter(Call call) {
        return real.enter(call);
    }

    @Override
    public HostCall background() {
        return real.background();
    }

    @Override
    public Nature nature(HostCall call) {
        Nature nature = real.nature(call);
        return tapes.apply(call)
                .<Nature>map(tape -> new TapedNature(tape, nature))
                .orElse(nature);
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        return ask(call, "config", Codec.MAYBE_BYTES, () -> real.config(call, pointer), pointer);
    }

    /** Lines are no answer: they are not kept, and come again when it is replayed. */
    @Override
    public void log(HostCall call, LogLine line) {
        real.log(call, line);
    }

    @Override
    public KvService kv() {
        return new TapedKv(this, real::kv);
    }

    @Override
    public CacheService cache() {
        return new TapedCache(this, real::cache);
    }

    @Override
    public HttpApi http() {
        return (call, ask) -> ask(
                call,
                "http",
                Codec.HTTP,
                () -> real.http().send(call, ask),
                ask.method(),
                ask.url(),
                new TreeMap<>(ask.headers()),
                Codec.text(ask.body()));
    }

    @Override
    public EventService events() {
        return new TapedEvents(this, real::events);
    }

    @Override
    public SecretService secrets() {
        return (call, name) ->
                ask(call, "secrets.get", Codec.MAYBE_TEXT, () -> real.secrets().get(call, name), name);
    }

    @Override
    public SqlService sql() {
        return new SqlService() {
            @Override
            public byte[] query(HostCall call, byte[] json) {
                return ask(call, "sql.query", Codec.BYTES, () -> real.sql().query(call, json), Codec.text(json));
            }

            @Override
            public byte[] execute(HostCall call, byte[] json) {
                return ask(call, "sql.execute", Codec.BYTES, () -> real.sql().execute(call, json), Codec.text(json));
            }
        };
    }

    @Override
    public MailService mail() {
        return (call, json) -> ask(
                call, "mail.send", Codec.NOTHING, () -> done(() -> real.mail().send(call, json)), Codec.text(json));
    }

    @Override
    public JobService jobs() {
        return (call, job) -> ask(
                call,
                "jobs.enqueue",
                Codec.TEXT,
                () -> real.jobs().enqueue(call, job),
                job.job(),
                Codec.text(job.payload()),
                job.idempotencyKey());
    }

    @Override
    public PluginCalls plugins() {
        return (call, plugin, function, payload, timeout) -> ask(
                call,
                "plugins.call",
                Codec.BYTES,
                () -> real.plugins().call(call, plugin, function, payload, timeout),
                plugin,
                function,
                Codec.text(payload));
    }

    @Override
    public AppCalls app() {
        return (call, function, payload) -> ask(
                call,
                "app.call",
                Codec.BYTES,
                () -> real.app().call(call, function, payload),
                function,
                Codec.text(payload));
    }
}
