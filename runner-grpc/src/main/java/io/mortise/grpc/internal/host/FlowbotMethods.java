package io.mortise.grpc.internal.host;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ServiceDescriptor;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.output.Json;
import io.mortise.proto.flowbot.GetConfigResponse;
import io.mortise.proto.flowbot.HTTPCallRequest;
import io.mortise.proto.flowbot.HTTPCallResponse;
import io.mortise.proto.flowbot.HostServiceGrpc;
import io.mortise.proto.flowbot.KVGetResponse;
import io.mortise.proto.flowbot.LogRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * flowbot's Host service on the same gate as ours. Where a reply has an error field a refusal is written into it, as its
 * SDK expects; where there is none it is the RPC's status.
 */
public final class FlowbotMethods implements HostTable {
    /** The gate puts the granted quota in its place. */
    private static final long QUOTA_OF_THE_GATE = Long.MAX_VALUE;

    private final HostApi host;

    public FlowbotMethods(HostApi host) {
        this.host = host;
    }

    @Override
    public ServiceDescriptor descriptor() {
        return HostServiceGrpc.getServiceDescriptor();
    }

    @Override
    public void addTo(HostService.Binder binder) {
        binder.add(HostServiceGrpc.getGetConfigMethod(), (call, ask) -> config(call, ask.getKey()));
        binder.add(HostServiceGrpc.getLogMethod(), (call, ask) -> {
            host.log(call, line(ask));
            return Empty.getDefaultInstance();
        });
        binder.add(HostServiceGrpc.getKVGetMethod(), (call, ask) -> value(call, ask.getKey()));
        binder.add(HostServiceGrpc.getKVSetMethod(), (call, ask) -> {
            host.kv().set(call, ask.getKey(), ask.getValue().toByteArray(), Duration.ZERO, QUOTA_OF_THE_GATE);
            return Empty.getDefaultInstance();
        });
        binder.add(HostServiceGrpc.getKVDeleteMethod(), (call, ask) -> {
            host.kv().delete(call, ask.getKey());
            return Empty.getDefaultInstance();
        });
        binder.add(HostServiceGrpc.getHTTPRequestMethod(), this::http);
        binder.add(HostServiceGrpc.getEmitEventMethod(), (call, ask) -> {
            // the source it names is not believed: the host says who emits
            host.events().emit(call, new EventService.Ask(ask.getEventType(), "", ask.getPayload(), ""));
            return Empty.getDefaultInstance();
        });
    }

    /** A text value as it is, anything else as JSON; nothing there is the empty text. */
    private GetConfigResponse config(HostCall call, String key) {
        String pointer = '/' + key.replace("~", "~0").replace("/", "~1");
        String json = host.config(call, pointer)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        return GetConfigResponse.newBuilder()
                .setValue(Json.string(json).orElse(json))
                .build();
    }

    private static LogLine line(LogRequest ask) {
        Map<String, String> fields = new LinkedHashMap<>();
        ask.getFieldsMap().forEach((name, value) -> fields.put(name, Json.quoted(value)));
        return new LogLine(
                level(ask.getLevel()),
                ask.getMessage(),
                fields.isEmpty() ? "" : Json.object(fields),
                LogLine.Stream.LOG);
    }

    private static LogLine.Level level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trace" -> LogLine.Level.TRACE;
            case "debug" -> LogLine.Level.DEBUG;
            case "warn", "warning" -> LogLine.Level.WARN;
            case "error", "fatal" -> LogLine.Level.ERROR;
            default -> LogLine.Level.INFO;
        };
    }

    private KVGetResponse value(HostCall call, String key) {
        try {
            ByteString value = host.kv()
                    .get(call, key)
                    .map(KvService.Entry::value)
                    .map(UnsafeByteOperations::unsafeWrap)
                    .orElse(ByteString.EMPTY);
            return KVGetResponse.newBuilder().setValue(value).build();
        } catch (HostFailure e) {
            return KVGetResponse.newBuilder().setError(e.text()).build();
        }
    }

    private HTTPCallResponse http(HostCall call, HTTPCallRequest ask) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        ask.getHeadersMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        try {
            HttpAnswer answer = host.http()
                    .send(
                            call,
                            new HttpAsk(
                                    ask.getMethod(),
                                    ask.getUrl(),
                                    headers,
                                    ask.getBody().toByteArray(),
                                    Optional.empty()));
            HTTPCallResponse.Builder reply = HTTPCallResponse.newBuilder()
                    .setStatus(answer.status())
                    .setBody(UnsafeByteOperations.unsafeWrap(answer.body()));
            answer.headers().forEach((name, values) -> reply.putHeaders(name, String.join(", ", values)));
            return reply.build();
        } catch (HostFailure e) {
            return HTTPCallResponse.newBuilder().setError(e.text()).build();
        }
    }
}
