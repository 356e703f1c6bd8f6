package io.mortise.manager.internal.service;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.HostCall;
import io.mortise.manager.internal.audit.Utf8;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A bounded cache in memory for each plugin identity; what was used longest ago goes first. */
public final class MemoryCache implements CacheService {
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final long maxBytes;
    private final LongSupplier nanos;

    /** @param maxBytes of one plugin identity, each entry costing key + value + 100 */
    public MemoryCache(long maxBytes) {
        this(maxBytes, System::nanoTime);
    }

    MemoryCache(long maxBytes, LongSupplier nanos) {
        this.maxBytes = maxBytes;
        this.nanos = nanos;
    }

    private record Key(String tenant, String key) {}

    private record Entry(byte[] value, boolean mortal, long expires, long cost) {}

    @Override
    public Optional<byte[]> get(HostCall call, String key) {
        Shelf shelf = shelves.get(call.identity());
        return shelf == null
                ? Optional.empty()
                : shelf.get(new Key(call.tenant(), key), nanos.getAsLong()).map(byte[]::clone);
    }

    @Override
    public void set(HostCall call, String key, byte[] value, Duration ttl) {
        long cost = (long) Utf8.length(key) + value.length + KvNamespace.ENTRY_COST;
        // What has no room at all is forgotten at once, as a cache may.
        boolean mortal = !ttl.isZero() && ttl.compareTo(Duration.ofDays(36_500)) < 0;
        Entry entry = new Entry(value, mortal, nanos.getAsLong() + (mortal ? ttl.toNanos() : 0), cost);
        shelves.computeIfAbsent(call.identity(), identity -> new Shelf())
                .put(new Key(call.tenant(), key), entry, maxBytes);
    }

    @Override
    public void delete(HostCall call, String key) {
        Shelf shelf = shelves.get(call.identity());
        if (shelf != null) {
            shelf.remove(new Key(call.tenant(), key));
        }
    }

    /** The entries of one identity, in the order of their last use. */
    private static final class Shelf {
        private final Object lock = new Object();
        private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;

        Optional<byte[]> get(Key key, long now) {
            synchronized (lock) {
                Entry found = entries.get(key);
                if (found != null && found.mortal() && found.expires() - now <= 0) {
                    remove(key);
                    return Optional.empty();
                }
                return Optional.ofNullable(found).map(Entry::value);
            }
        }

        void put(Key key, Entry entry, long maxBytes) {
            synchronized (lock) {
                remove(key);
                entries.put(key, entry);
                bytes += entry.cost();
                Iterator<Entry> oldest = entries.values().iterator();
                while (bytes > maxBytes) {
                    bytes -= oldest.next().cost();
                    oldest.remove();
                }
            }
        }

        void remove(Key key) {
            synchronized (lock) {
                Entry former = entries.remove(key);
                if (former != null) {
                    bytes -= former.cost();
                }
            }
        }
    }
}
