package io.mortise.manager.internal.tape;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Entries through a tape. */
record TapedKv(TapedHost host, Supplier<KvService> real) implements KvService {
    @Override
    public Optional<Entry> get(HostCall call, String key) {
        return host.ask(call, "kv.get", Codec.ENTRY, () -> real.get().get(call, key), key);
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        return host.ask(
                call,
                "kv.set",
                Codec.NUMBER,
                () -> real.get().set(call, key, value, ttl, quota),
                key,
                Codec.text(value),
                ttl.toMillis());
    }

    @Override
    public void delete(HostCall call, String key) {
        host.ask(
                call,
                "kv.delete",
                Codec.NOTHING,
                () -> TapedHost.done(() -> real.get().delete(call, key)),
                key);
    }

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        return host.ask(
                call, "kv.list", Codec.NAMES, () -> real.get().list(call, prefix, after, limit), prefix, after, limit);
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        return host.ask(
                call,
                "kv.compare_and_set",
                Codec.NUMBER,
                () -> real.get().compareAndSet(call, key, value, version, ttl, quota),
                key,
                Codec.text(value),
                version,
                ttl.toMillis());
    }
}
