package io.mortise.manager.internal.tape;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.HostCall;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The cache through a tape. */
record TapedCache(TapedHost host, Supplier<CacheService> real) implements CacheService {
    @Override
    public Optional<byte[]> get(HostCall call, String key) {
        return host.ask(call, "cache.get", Codec.MAYBE_BYTES, () -> real.get().get(call, key), key);
    }

    @Override
    public void set(HostCall call, String key, byte[] value, Duration ttl) {
        host.ask(
                call,
                "cache.set",
                Codec.NOTHING,
                () -> TapedHost.done(() -> real.get().set(call, key, value, ttl)),
                key,
                Codec.text(value),
                ttl.toMillis());
    }

    @Override
    public void delete(HostCall call, String key) {
        host.ask(
                call,
                "cache.delete",
                Codec.NOTHING,
                () -> TapedHost.done(() -> real.get().delete(call, key)),
                key);
    }
}
