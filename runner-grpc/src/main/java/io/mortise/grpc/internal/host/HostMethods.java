package io.mortise.grpc.internal.host;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ServiceDescriptor;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.proto.v1.CacheGetReply;
import io.mortise.proto.v1.CallAppReply;
import io.mortise.proto.v1.CallPluginReply;
import io.mortise.proto.v1.ConfigReply;
import io.mortise.proto.v1.HostGrpc;
import io.mortise.proto.v1.KvGetReply;
import io.mortise.proto.v1.KvListReply;
import io.mortise.proto.v1.KvVersionReply;
import io.mortise.proto.v1.LogRequest;
import io.mortise.proto.v1.SecretReply;
import io.mortise.proto.v1.SqlReply;
import java.time.Duration;
import java.util.Optional;

/** The table of {@code mortise.v1.Host}: each method to one operation of the gate, values to messages and back. */
public final class HostMethods implements HostTable {
    /** The gate puts the granted quota in its place; a plugin never brings one. */
    private static final long QUOTA_OF_THE_GATE = Long.MAX_VALUE;

    private final HostApi host;
    private final Conversions convert = new Conversions();

    public HostMethods(HostApi host) {
        this.host = host;
    }

    @Override
    public ServiceDescriptor descriptor() {
        return HostGrpc.getServiceDescriptor();
    }

    @Override
    public void addTo(HostService.Binder binder) {
        addBasics(binder);
        addKv(binder);
        addCache(binder);
        addOutside(binder);
        addData(binder);
    }

    private void addBasics(HostService.Binder binder) {
        binder.add(HostGrpc.getConfigMethod(), (call, ask) -> {
            byte[] json = present(host.config(call, ask.getPointer()), "no config at \"" + ask.getPointer() + '"');
            return ConfigReply.newBuilder().setJson(bytes(json)).build();
        });
        binder.add(HostGrpc.getLogMethod(), (call, ask) -> {
            host.log(call, line(ask));
            return Empty.getDefaultInstance();
        });
        binder.add(HostGrpc.getSecretMethod(), (call, ask) -> {
            String value = present(host.secrets().get(call, ask.getName()), "no secret \"" + ask.getName() + '"');
            return SecretReply.newBuilder()
                    .setValue(ByteString.copyFromUtf8(value))
                    .build();
        });
    }

    private static LogLine line(LogRequest ask) {
        return new LogLine(
                LogLine.Level.of(ask.getLevel()),
                ask.getMessage(),
                ask.getFieldsJson().toStringUtf8(),
                LogLine.Stream.LOG);
    }

    private void addKv(HostService.Binder binder) {
        binder.add(HostGrpc.getKvGetMethod(), (call, ask) -> {
            KvService.Entry entry = entry(call, ask.getKey());
            return KvGetReply.newBuilder()
                    .setValue(bytes(entry.value()))
                    .setVersion(entry.version())
                    .build();
        });
        binder.add(
                HostGrpc.getKvVersionMethod(),
                (call, ask) -> version(entry(call, ask.getKey()).version()));
        binder.add(
                HostGrpc.getKvSetMethod(),
                (call, ask) -> version(host.kv()
                        .set(call, ask.getKey(), array(ask.getValue()), millis(ask.getTtlMs()), QUOTA_OF_THE_GATE)));
        binder.add(
                HostGrpc.getKvCompareAndSetMethod(),
                (call, ask) -> version(host.kv()
                        .compareAndSet(
                                call,
                                ask.getKey(),
                                array(ask.getValue()),
                                ask.getVersion(),
                                millis(ask.getTtlMs()),
                                QUOTA_OF_THE_GATE)));
        binder.add(HostGrpc.getKvDeleteMethod(), (call, ask) -> {
            host.kv().delete(call, ask.getKey());
            return Empty.getDefaultInstance();
        });
        binder.add(HostGrpc.getKvListMethod(), (call, ask) -> KvListReply.newBuilder()
                .addAllKeys(host.kv().list(call, ask.getPrefix(), ask.getAfter(), ask.getLimit()))
                .build());
    }

    private KvService.Entry entry(HostCall call, String key) {
        return present(host.kv().get(call, key), "no key \"" + key + '"');
    }

    private void addCache(HostService.Binder binder) {
        binder.add(HostGrpc.getCacheGetMethod(), (call, ask) -> CacheGetReply.newBuilder()
                .setValue(bytes(present(host.cache().get(call, ask.getKey()), "no key \"" + ask.getKey() + '"')))
                .build());
        binder.add(HostGrpc.getCacheSetMethod(), (call, ask) -> {
            host.cache().set(call, ask.getKey(), array(ask.getValue()), millis(ask.getTtlMs()));
            return Empty.getDefaultInstance();
        });
        binder.add(HostGrpc.getCacheDeleteMethod(), (call, ask) -> {
            host.cache().delete(call, ask.getKey());
            return Empty.getDefaultInstance();
        });
    }

    private void addOutside(HostService.Binder binder) {
        binder.add(
                HostGrpc.getHttpMethod(),
                (call, ask) -> convert.http(host.http().send(call, convert.http(ask))));
        binder.add(
                HostGrpc.getEmitMethod(),
                (call, ask) -> convert.emitted(host.events().emit(call, convert.event(ask))));
        binder.add(
                HostGrpc.getEnqueueMethod(),
                (call, ask) -> convert.queued(host.jobs().enqueue(call, convert.job(ask))));
        binder.add(HostGrpc.getCallPluginMethod(), (call, ask) -> {
            Optional<Duration> timeout = convert.timeout(ask.getTimeoutMs());
            byte[] result =
                    host.plugins().call(call, ask.getPlugin(), ask.getFunction(), array(ask.getPayload()), timeout);
            return CallPluginReply.newBuilder().setPayload(bytes(result)).build();
        });
        binder.add(HostGrpc.getCallAppMethod(), (call, ask) -> CallAppReply.newBuilder()
                .setPayload(bytes(host.app().call(call, ask.getFunction(), array(ask.getPayload()))))
                .build());
    }

    private void addData(HostService.Binder binder) {
        binder.add(HostGrpc.getSqlQueryMethod(), (call, ask) -> SqlReply.newBuilder()
                .setJson(bytes(host.sql().query(call, array(ask.getJson()))))
                .build());
        binder.add(HostGrpc.getSqlExecMethod(), (call, ask) -> SqlReply.newBuilder()
                .setJson(bytes(host.sql().execute(call, array(ask.getJson()))))
                .build());
        binder.add(HostGrpc.getMailMethod(), (call, ask) -> {
            host.mail().send(call, array(ask.getJson()));
            return Empty.getDefaultInstance();
        });
    }

    private static <T> T present(Optional<T> value, String absent) {
        return value.orElseThrow(() -> new HostFailure(StatusCode.NOT_FOUND, absent));
    }

    private static KvVersionReply version(long version) {
        return KvVersionReply.newBuilder().setVersion(version).build();
    }

    /** The services hand their arrays over, so nothing is copied. */
    private static ByteString bytes(byte[] array) {
        return UnsafeByteOperations.unsafeWrap(array);
    }

    private static byte[] array(ByteString bytes) {
        return bytes.toByteArray();
    }

    private static Duration millis(long millis) {
        return millis < 0 ? Duration.ofMillis(Long.MAX_VALUE) : Duration.ofMillis(millis); // unsigned on the wire
    }
}
