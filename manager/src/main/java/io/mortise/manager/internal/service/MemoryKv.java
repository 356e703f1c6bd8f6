package io.mortise.manager.internal.service;

import io.mortise.api.error.Detail;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.Utf8;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Entries in memory: gone with the manager. Times to live are counted on the monotonic clock; what has expired is never
 * seen again and is swept by later writes.
 */
public final class MemoryKv implements KvService {
    private static final int KEY_BYTES = 512;
    private static final int VALUE_BYTES = 1 << 20;
    private static final int WRITES_BETWEEN_SWEEPS = 1_024;

    private final Map<String, Map<String, KvNamespace>> byIdentity = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private final LongSupplier nanos;
    private final long began;

    public MemoryKv() {
        this(System::nanoTime);
    }

    MemoryKv(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    private long now() {
        return nanos.getAsLong() - began;
    }

    @Override
    public Optional<Entry> get(HostCall call, String key) {
        checkKey(key);
        KvNamespace namespace = find(call);
        return namespace == null
                ? Optional.empty()
                : namespace
                        .get(key, now())
                        .map(stored -> new Entry(stored.value().clone(), stored.version()));
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        return write(call, new KvNamespace.Write(key, value, KvNamespace.Write.ANY, nanos(ttl), quota));
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        if (version < 0) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "version is " + version + ", at least 0");
        }
        return write(call, new KvNamespace.Write(key, value, version, nanos(ttl), quota));
    }

    @Override
    public void purge(String identity) {
        byIdentity.remove(identity);
    }

    private long write(HostCall call, KvNamespace.Write write) {
        checkKey(write.key());
        checkSize("value", write.value().length, VALUE_BYTES);
        if (writes.incrementAndGet() % WRITES_BETWEEN_SWEEPS == 0) {
            sweep();
        }
        long version = 0;
        while (version == 0) {
            // A namespace found empty is retired; the next look finds or makes another one.
            version = namespace(call).write(write, now());
        }
        return version;
    }

    @Override
    public void delete(HostCall call, String key) {
        checkKey(key);
        KvNamespace namespace = find(call);
        if (namespace != null) {
            namespace.delete(key, now());
        }
    }

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        KvNamespace namespace = find(call);
        return namespace == null ? List.of() : namespace.list(prefix, after, limit, now());
    }

    private KvNamespace namespace(HostCall call) {
        return byIdentity
                .computeIfAbsent(call.identity(), identity -> new ConcurrentHashMap<>())
                .computeIfAbsent(call.tenant(), tenant -> new KvNamespace());
    }

    private @org.jspecify.annotations.Nullable KvNamespace find(HostCall call) {
        Map<String, KvNamespace> tenants = byIdentity.get(call.identity());
        return tenants == null ? null : tenants.get(call.tenant());
    }

    /** Tenants that hold nothing any more cost nothing. */
    private void sweep() {
        long now = now();
        byIdentity.values().forEach(tenants -> tenants.values().removeIf(namespace -> namespace.retire(now)));
    }

    private static long nanos(Duration ttl) {
        if (ttl.isNegative()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "ttl is " + ttl.toMillis() + " ms; 0 = for ever");
        }
        return ttl.compareTo(Duration.ofDays(36_500)) > 0 ? 0 : ttl.toNanos();
    }

    private static void checkKey(String key) {
        if (key.isEmpty()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "the key is empty; 1 to " + KEY_BYTES + " bytes");
        }
        checkSize("key", key.length() <= KEY_BYTES / 3 ? 0 : Utf8.length(key), KEY_BYTES);
    }

    private static void checkSize(String what, long bytes, long max) {
        if (bytes > max) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the " + what + " has " + bytes + " bytes, allowed are " + max,
                    new Detail.Limit(what, max + " bytes", bytes + " bytes"));
        }
    }
}
