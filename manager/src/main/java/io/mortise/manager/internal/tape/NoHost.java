package io.mortise.manager.internal.tape;

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
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The host of a replay: it makes contexts and keeps log lines, and has no service at all. */
public final class NoHost implements HostApi {
    private static final int MAX_LINES = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Subject subject;
    private final byte[] config;
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();

    /** @param config UTF-8 JSON object, as the guest got it */
    public NoHost(Subject subject, byte[] config) {
        this.subject = subject;
        this.config = config;
    }

    /** What the guest logged. */
    public List<LogLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public HostCall enter(Call call) {
        return new HostCall(
                subject,
                subject.plugin().name(),
                call.id(),
                call.caller(),
                call.chain(),
                call.deadline(),
                call.cancellation(),
                call.trace());
    }

    @Override
    public HostCall background() {
        return new HostCall(
                subject,
                subject.plugin().name(),
                new CallId(0),
                Caller.plugin(subject.plugin(), Optional.empty()),
                CallChain.EMPTY,
                Deadline.after(LONGEST),
                Cancellation.NONE,
                Optional.empty());
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        return Json.at(config, pointer).map(Json::write);
    }

    @Override
    public void log(HostCall call, LogLine line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
    }

    private static HostFailure none() {
        return new HostFailure(StatusCode.UNAVAILABLE, "a replay has no services");
    }

    @Override
    public KvService kv() {
        throw none();
    }

    @Override
    public CacheService cache() {
        throw none();
    }

    @Override
    public HttpApi http() {
        throw none();
    }

    @Override
    public EventService events() {
        throw none();
    }

    @Override
    public SecretService secrets() {
        throw none();
    }

    @Override
    public SqlService sql() {
        throw none();
    }

    @Override
    public MailService mail() {
        throw none();
    }

    @Override
    public JobService jobs() {
        throw none();
    }

    @Override
    public PluginCalls plugins() {
        throw none();
    }

    @Override
    public AppCalls app() {
        throw none();
    }
}
