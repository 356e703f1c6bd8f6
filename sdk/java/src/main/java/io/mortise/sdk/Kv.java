package io.mortise.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Durable entries of this plugin and tenant. Keys are text of 1 to 512 bytes, values at most 1 MiB. Versions of an entry
 * start at 1 and grow with every write.
 */
public interface Kv {
    /** Never expires. */
    Duration FOREVER = Duration.ZERO;

    /** The value and the version it has. */
    Optional<Entry> entry(String key);

    /** Writes. {@code ttl} is {@link #FOREVER} or at least 1 ms. @return the new version */
    long set(String key, byte[] value, Duration ttl);

    /** Deletes; deleting what is absent is success. */
    void delete(String key);

    /** Up to {@code limit} keys with this prefix that sort after {@code after}; both may be empty. */
    List<String> list(String prefix, String after, int limit);

    /** The entry's version; 0 when there is none. */
    long version(String key);

    /**
     * Writes if the entry still has this version; 0 = must not exist.
     *
     * @return the new version
     * @throws HostException ABORTED when it has another one
     */
    long compareAndSet(String key, byte[] value, long version, Duration ttl);

    /** The value. */
    default Optional<byte[]> get(String key) {
        return entry(key).map(Entry::value);
    }

    /** The value. @throws HostException NOT_FOUND when there is none */
    byte[] require(String key);

    default long set(String key, byte[] value) {
        return set(key, value, FOREVER);
    }

    default long compareAndSet(String key, byte[] value, long version) {
        return compareAndSet(key, value, version, FOREVER);
    }

    /** The value as a record or another JSON type. @throws HostException if it has another shape */
    default <T> Optional<T> get(String key, Class<T> type) {
        return get(key).map(bytes -> Json.hostValue(bytes, type, "kv entry " + key));
    }

    /** Writes a value as JSON. @return the new version */
    default long setJson(String key, Object value) {
        return set(key, Json.write(value), FOREVER);
    }

    /**
     * Replaces the value by what {@code change} makes of it, and tries again when somebody else wrote in between.
     *
     * @param change may run several times, so it must not act on anything else
     * @return the value written; it never expires
     * @throws HostException ABORTED when others were faster a hundred times
     */
    default byte[] update(String key, Function<Optional<byte[]>, byte[]> change) {
        return KvLoop.update(this, key, change);
    }

    /** Adds to a decimal number, an absent one being 0. @return the sum */
    default long increment(String key, long by) {
        byte[] sum = update(key, old -> KvLoop.add(key, old, by).getBytes(StandardCharsets.US_ASCII));
        return Long.parseLong(new String(sum, StandardCharsets.US_ASCII));
    }

    /** A value, handed over, and its version. */
    record Entry(byte[] value, long version) {}
}
