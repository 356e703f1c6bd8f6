package io.mortise.manager.internal.gate;

import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.audit.Journal;
import java.util.Optional;
import java.util.function.Supplier;

/** The gate of one generation. Close it after its runner was stopped: what is still open ends, every call is refused. */
public final class Gate implements HostApi, AutoCloseable {
    /** @param ids names background work; the manager's own counter */
    public Gate(GatePlan plan, HostServices services, Journal journal, Supplier<CallId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HostCall enter(Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HostCall background() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void log(HostCall call, LogLine line) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KvService kv() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CacheService cache() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpApi http() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventService events() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SecretService secrets() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SqlService sql() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MailService mail() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobService jobs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginCalls plugins() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AppCalls app() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
