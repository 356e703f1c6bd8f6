package io.mortise.api.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Durable entries, a namespace for each plugin identity and tenant. Keys are UTF-8 text, 1 to 512 bytes; values at most
 * 1 MiB. Versions of an entry grow from 1 with every write and never repeat while it exists. An acknowledged write
 * survives what the back end says it survives.
 *
 * <p>Fails with RESOURCE_EXHAUSTED over a cap or the quota, INVALID_ARGUMENT for a bad key, UNAVAILABLE when down.
 */
public interface KvService {
    /** The live value and its version. */
    Optional<Entry> get(HostCall call, String key);

    /**
     * Writes.
     *
     * @param ttl zero = for ever
     * @param quota bytes this namespace may hold, each entry costing key + value + 100
     * @return the new version
     */
    long set(HostCall call, String key, byte[] value, Duration ttl, long quota);

    /** Deletes; deleting what is absent is success. */
    void delete(HostCall call, String key);

    /** Live keys with {@code prefix} that sort after {@code after}, in byte order of UTF-8; at most {@code limit}. */
    List<String> list(HostCall call, String prefix, String after, int limit);

    /**
     * Writes only when the entry still has this version; 0 = must not exist.
     *
     * @throws HostFailure ABORTED when it has another one
     */
    long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota);

    /**
     * Deletes every entry of a plugin identity, of all tenants. Called by the manager, for a plugin that does not run.
     *
     * @throws HostFailure UNIMPLEMENTED where the back end cannot
     */
    default void purge(String identity) {
        throw new HostFailure(
                StatusCode.UNIMPLEMENTED, "this back end of kv does not delete a plugin's entries; delete them there");
    }

    /** A value and the version it has; the array is the receiver's. */
    record Entry(byte[] value, long version) {}
}
