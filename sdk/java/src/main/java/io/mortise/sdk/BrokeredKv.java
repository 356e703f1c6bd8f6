package io.mortise.sdk;

import static io.mortise.sdk.HostScope.bytes;
import static io.mortise.sdk.HostScope.millis;

import io.mortise.proto.v1.KvCompareAndSetRequest;
import io.mortise.proto.v1.KvDeleteRequest;
import io.mortise.proto.v1.KvGetRequest;
import io.mortise.proto.v1.KvListRequest;
import io.mortise.proto.v1.KvSetRequest;
import io.mortise.proto.v1.KvVersionReply;
import io.mortise.proto.v1.KvVersionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The host's kv. */
record BrokeredKv(HostScope scope) implements Kv {
    @Override
    public Optional<Entry> entry(String key) {
        return scope.find(host -> host.kvGet(request(key)))
                .map(reply -> new Entry(reply.getValue().toByteArray(), reply.getVersion()));
    }

    @Override
    public byte[] require(String key) {
        return scope.ask(host -> host.kvGet(request(key))).getValue().toByteArray();
    }

    @Override
    public long set(String key, byte[] value, Duration ttl) {
        return scope.ask(host -> host.kvSet(KvSetRequest.newBuilder()
                        .setKey(key)
                        .setValue(bytes(value))
                        .setTtlMs(millis(ttl))
                        .build()))
                .getVersion();
    }

    @Override
    public void delete(String key) {
        scope.ask(host -> host.kvDelete(KvDeleteRequest.newBuilder().setKey(key).build()));
    }

    @Override
    public List<String> list(String prefix, String after, int limit) {
        return List.copyOf(scope.ask(host -> host.kvList(KvListRequest.newBuilder()
                        .setPrefix(prefix)
                        .setAfter(after)
                        .setLimit(limit)
                        .build()))
                .getKeysList());
    }

    @Override
    public long version(String key) {
        return scope.find(host ->
                        host.kvVersion(KvVersionRequest.newBuilder().setKey(key).build()))
                .map(KvVersionReply::getVersion)
                .orElse(0L);
    }

    @Override
    public long compareAndSet(String key, byte[] value, long version, Duration ttl) {
        return scope.ask(host -> host.kvCompareAndSet(KvCompareAndSetRequest.newBuilder()
                        .setKey(key)
                        .setValue(bytes(value))
                        .setVersion(version)
                        .setTtlMs(millis(ttl))
                        .build()))
                .getVersion();
    }

    private static KvGetRequest request(String key) {
        return KvGetRequest.newBuilder().setKey(key).build();
    }
}
