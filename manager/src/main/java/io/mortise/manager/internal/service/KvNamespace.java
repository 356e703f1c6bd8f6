package io.mortise.manager.internal.service;

import io.mortise.api.error.Detail;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The entries of one identity and tenant. Readers take no lock; writers one after the other. Invariant under the lock:
 * {@code bytes} is the cost of every entry in the map, expired ones not yet swept included.
 */
final class KvNamespace {
    static final int ENTRY_COST = 100;
    static final long NEVER = Long.MAX_VALUE;
    private static final int SWEEP = 16;

    private final Object lock = new Object();
    private final NavigableMap<String, Stored> entries = new ConcurrentSkipListMap<>(Utf8Order.INSTANCE);
    private final NavigableSet<Expiry> expiries =
            new TreeSet<>(Comparator.comparingLong(Expiry::at).thenComparing(Expiry::key, Utf8Order.INSTANCE));
    private long bytes;
    private boolean retired;

    /** One value; {@code expires} in nanoseconds since the store began, {@link #NEVER} for ever. */
    record Stored(byte[] value, long version, long expires) {
        boolean isLive(long now) {
            return expires > now;
        }
    }

    private record Expiry(long at, String key) {}

    Optional<Stored> get(String key, long now) {
        Stored found = entries.get(key);
        return found != null && found.isLive(now) ? Optional.of(found) : Optional.empty();
    }

    /** What a writer wants; {@code expected} is compared when it is not negative, 0 = absent. */
    record Write(String key, byte[] value, long expected, long ttlNanos, long quota) {
        static final long ANY = -1;
    }

    /** @return the new version; 0 when this namespace is retired and another one must be taken */
    long write(Write write, long now) {
        synchronized (lock) {
            if (retired) {
                return 0;
            }
            sweep(now, SWEEP);
            Optional<Stored> former = get(write.key(), now);
            long version = former.map(Stored::version).orElse(0L);
            if (write.expected() != Write.ANY && write.expected() != version) {
                throw new HostFailure(
                        StatusCode.ABORTED,
                        "the entry has version " + version + ", not " + write.expected() + "; read it again");
            }
            charge(write, now);
            put(write, version + 1, now);
            return version + 1;
        }
    }

    private void charge(Write write, long now) {
        long cost = cost(write.key(), write.value().length);
        if (bytes - held(write.key()) + cost > write.quota()) {
            sweep(now, Integer.MAX_VALUE);
        }
        long after = bytes - held(write.key()) + cost;
        if (after > write.quota()) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the entry would make " + after + " bytes, granted are " + write.quota()
                            + "; delete entries or grant a larger kv",
                    new Detail.Limit("kv", write.quota() + " bytes", after + " bytes"));
        }
    }

    private void put(Write write, long version, long now) {
        uncharge(write.key());
        long expires = write.ttlNanos() == 0 || write.ttlNanos() > NEVER - now ? NEVER : now + write.ttlNanos();
        bytes += cost(write.key(), write.value().length);
        // One step for readers: they see the former value until they see this one.
        entries.put(write.key(), new Stored(write.value(), version, expires));
        if (expires != NEVER) {
            expiries.add(new Expiry(expires, write.key()));
        }
    }

    void delete(String key, long now) {
        synchronized (lock) {
            uncharge(key);
            entries.remove(key);
            sweep(now, SWEEP);
        }
    }

    /** Sweeps what has expired. @return true when nothing is left: no write succeeds here from now on */
    boolean retire(long now) {
        synchronized (lock) {
            sweep(now, Integer.MAX_VALUE);
            retired = entries.isEmpty();
            return retired;
        }
    }

    List<String> list(String prefix, String after, int limit, long now) {
        List<String> names = new ArrayList<>();
        boolean fromAfter = Utf8Order.INSTANCE.compare(after, prefix) >= 0;
        for (var entry : entries.tailMap(fromAfter ? after : prefix, !fromAfter).entrySet()) {
            if (!entry.getKey().startsWith(prefix) || names.size() == limit) {
                break;
            }
            if (entry.getValue().isLive(now)) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    private void sweep(long now, int most) {
        for (int i = 0; i < most && !expiries.isEmpty() && expiries.first().at() <= now; i++) {
            String key = expiries.first().key();
            uncharge(key);
            entries.remove(key);
        }
    }

    /** Takes an entry out of the books; the caller replaces or removes it. */
    private void uncharge(String key) {
        Stored found = entries.get(key);
        if (found != null) {
            bytes -= cost(key, found.value().length);
            expiries.remove(new Expiry(found.expires(), key));
        }
    }

    private long held(String key) {
        Stored found = entries.get(key);
        return found == null ? 0 : cost(key, found.value().length);
    }

    private static long cost(String key, int valueBytes) {
        return (long) Utf8.length(key) + valueBytes + ENTRY_COST;
    }
}
