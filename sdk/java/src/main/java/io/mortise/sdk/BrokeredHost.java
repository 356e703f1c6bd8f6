package io.mortise.sdk;

import static io.mortise.sdk.HostScope.bytes;
import static io.mortise.sdk.HostScope.millis;

import io.grpc.Context;
import io.mortise.proto.v1.CallAppRequest;
import io.mortise.proto.v1.CallPluginRequest;
import io.mortise.proto.v1.ConfigRequest;
import io.mortise.proto.v1.EmitRequest;
import io.mortise.proto.v1.EnqueueRequest;
import io.mortise.proto.v1.LogRequest;
import io.mortise.proto.v1.MailRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The Host service behind the broker, in the name of one scope. */
record BrokeredHost(HostScope scope) implements Host {
    static Host forCall(HostLink link, Optional<String> call, Context context) {
        return new BrokeredHost(new HostScope(link, call, context));
    }

    /** In the plugin's own name, whatever call the thread is in. */
    static Host background(HostLink link) {
        return new BrokeredHost(new HostScope(link, Optional.empty(), Context.ROOT));
    }

    @Override
    public Config config() {
        return pointer -> scope.find(host -> host.config(
                        ConfigRequest.newBuilder().setPointer(pointer).build()))
                .map(reply -> reply.getJson().toByteArray());
    }

    @Override
    public Log log() {
        return this::log;
    }

    private void log(Log.Level level, String message, Map<String, ?> fields) {
        LogRequest.Builder request =
                LogRequest.newBuilder().setLevel(level.number()).setMessage(message);
        if (!fields.isEmpty()) {
            request.setFieldsJson(bytes(Json.write(fields)));
        }
        scope.ask(host -> host.log(request.build()));
    }

    @Override
    public Kv kv() {
        return new BrokeredKv(scope);
    }

    @Override
    public Cache cache() {
        return new BrokeredCache(scope);
    }

    @Override
    public Http http() {
        return new BrokeredHttp(scope);
    }

    @Override
    public Events events() {
        return event -> scope.ask(host -> host.emit(EmitRequest.newBuilder()
                        .setType(event.type())
                        .setSubject(event.subject())
                        .setDataJson(bytes(event.json()))
                        .setIdempotencyKey(event.idempotencyKey())
                        .build()))
                .getId();
    }

    @Override
    public Secrets secrets() {
        return new BrokeredSecrets(scope);
    }

    @Override
    public Jobs jobs() {
        return run -> scope.ask(host -> host.enqueue(EnqueueRequest.newBuilder()
                        .setJob(run.job())
                        .setPayload(bytes(run.payload()))
                        .setRunAt(run.at().map(Instant::toString).orElse(""))
                        .setIdempotencyKey(run.idempotencyKey())
                        .build()))
                .getId();
    }

    @Override
    public Plugins plugins() {
        return (plugin, function, payload, timeout) -> scope.ask(host -> host.callPlugin(CallPluginRequest.newBuilder()
                        .setPlugin(plugin)
                        .setFunction(function)
                        .setPayload(bytes(payload))
                        .setTimeoutMs(millis(timeout.orElse(Duration.ZERO)))
                        .build()))
                .getPayload()
                .toByteArray();
    }

    @Override
    public App app() {
        return (function, payload) -> scope.ask(host -> host.callApp(CallAppRequest.newBuilder()
                        .setFunction(function)
                        .setPayload(bytes(payload))
                        .build()))
                .getPayload()
                .toByteArray();
    }

    @Override
    public Sql sql() {
        return new BrokeredSql(scope);
    }

    @Override
    public Mail mail() {
        return request -> scope.ask(host ->
                host.mail(MailRequest.newBuilder().setJson(bytes(request)).build()));
    }
}
