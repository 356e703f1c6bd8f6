package io.mortise.testkit;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Entries in a map; no quota, no expiry. */
final class FakeKv implements KvService {
    private final FakeHost host;
    private final ConcurrentSkipListMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, byte[]> cached = new ConcurrentSkipListMap<>();

    FakeKv(FakeHost host) {
        this.host = host;
    }

    @Override
    public Optional<Entry> get(HostCall call, String key) {
        host.pass("kv", call, "kv_get");
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        host.pass("kv", call, "kv_set");
        return entries.compute(key, (name, old) -> new Entry(value, old == null ? 1 : old.version() + 1))
                .version();
    }

    @Override
    public void delete(HostCall call, String key) {
        host.pass("kv", call, "kv_delete");
        entries.remove(key);
    }

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        host.pass("kv", call, "kv_list");
        return entries.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        host.pass("kv", call, "kv_cas");
        Entry now = entries.compute(key, (name, old) -> {
            long has = old == null ? 0 : old.version();
            if (has != version) {
                throw new HostFailure(StatusCode.ABORTED, "has version " + has + ", not " + version);
            }
            return new Entry(value, has + 1);
        });
        return now.version();
    }

    CacheService cache() {
        return new CacheService() {
            @Override
            public Optional<byte[]> get(HostCall call, String key) {
                host.pass("cache", call, "cache_get");
                return Optional.ofNullable(cached.get(key));
            }

            @Override
            public void set(HostCall call, String key, byte[] value, Duration ttl) {
                host.pass("cache", call, "cache_set");
                cached.put(key, value);
            }

            @Override
            public void delete(HostCall call, String key) {
                host.pass("cache", call, "cache_delete");
                cached.remove(key);
            }
        };
    }
}
