package io.mortise.api.host;

import java.time.Duration;
import java.util.Optional;

/** Entries that may be forgotten at any time; namespaces and caps as in {@link KvService}. */
public interface CacheService {
    Optional<byte[]> get(HostCall call, String key);

    /** Zero ttl = as long as there is room. */
    void set(HostCall call, String key, byte[] value, Duration ttl);

    void delete(HostCall call, String key);
}
