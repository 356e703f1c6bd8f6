package io.mortise.sdk;

import static io.mortise.sdk.HostScope.bytes;
import static io.mortise.sdk.HostScope.millis;

import io.mortise.proto.v1.CacheDeleteRequest;
import io.mortise.proto.v1.CacheGetRequest;
import io.mortise.proto.v1.CacheSetRequest;
import java.time.Duration;
import java.util.Optional;

/** The host's cache. */
record BrokeredCache(HostScope scope) implements Cache {
    @Override
    public Optional<byte[]> get(String key) {
        return scope.find(host -> host.cacheGet(request(key)))
                .map(reply -> reply.getValue().toByteArray());
    }

    @Override
    public byte[] require(String key) {
        return scope.ask(host -> host.cacheGet(request(key))).getValue().toByteArray();
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        scope.ask(host -> host.cacheSet(CacheSetRequest.newBuilder()
                .setKey(key)
                .setValue(bytes(value))
                .setTtlMs(millis(ttl))
                .build()));
    }

    @Override
    public void delete(String key) {
        scope.ask(host ->
                host.cacheDelete(CacheDeleteRequest.newBuilder().setKey(key).build()));
    }

    private static CacheGetRequest request(String key) {
        return CacheGetRequest.newBuilder().setKey(key).build();
    }
}
