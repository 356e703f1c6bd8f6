package io.mortise.sdk;

import java.time.Duration;
import java.util.Optional;

/** Entries that the host may forget at any time. */
public interface Cache {
    Optional<byte[]> get(String key);

    /** The value. @throws HostException NOT_FOUND when it is not there, or not any more */
    byte[] require(String key);

    /** @param ttl zero = until it is forgotten */
    void set(String key, byte[] value, Duration ttl);

    void delete(String key);

    /** The value as a record or another JSON type. @throws HostException if it has another shape */
    default <T> Optional<T> get(String key, Class<T> type) {
        return get(key).map(bytes -> Json.hostValue(bytes, type, "cache entry " + key));
    }

    /** Keeps a value as JSON. */
    default void setJson(String key, Object value, Duration ttl) {
        set(key, Json.write(value), ttl);
    }
}
