package io.mortise.grpc;

import io.mortise.api.Call;
import io.mortise.api.Caller;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.Nature;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.api.host.StatusCode;
import java.util.Optional;

/** The host of a program that is only attached: the same gate, and no secrets, since anybody may have started it. */
record WithoutSecrets(HostApi api) implements HostApi {
    @Override
    public SecretService secrets() {
        return (call, name) -> {
            throw new HostFailure(
                    StatusCode.PERMISSION_DENIED,
                    "secret " + name + ": a reattached program gets none; let the host start it");
        };
    }

    @Override
    public HostCall enter(Call call) {
        return api.enter(call);
    }

    @Override
    public HostCall background() {
        return api.background();
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        return api.config(call, pointer);
    }

    @Override
    public void log(HostCall call, LogLine line) {
        api.log(call, line);
    }

    @Override
    public KvService kv() {
        return api.kv();
    }

    @Override
    public CacheService cache() {
        return api.cache();
    }

    @Override
    public HttpApi http() {
        return api.http();
    }

    @Override
    public EventService events() {
        return api.events();
    }

    @Override
    public SqlService sql() {
        return api.sql();
    }

    @Override
    public MailService mail() {
        return api.mail();
    }

    @Override
    public JobService jobs() {
        return api.jobs();
    }

    @Override
    public PluginCalls plugins() {
        return api.plugins();
    }

    @Override
    public AppCalls app() {
        return api.app();
    }

    @Override
    public Caller self(HostCall call) {
        return api.self(call);
    }

    @Override
    public Nature nature(HostCall call) {
        return api.nature(call);
    }
}
