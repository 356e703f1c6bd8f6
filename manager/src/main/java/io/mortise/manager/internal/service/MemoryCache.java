package io.mortise.manager.internal.service;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.HostCall;
import java.time.Duration;
import java.util.Optional;

/** A bounded cache in memory; what was used longest ago goes first. */
public final class MemoryCache implements CacheService {
    /** @param maxBytes of one plugin identity, each entry costing key + value + 100 */
    public MemoryCache(long maxBytes) {}

    @Override
    public Optional<byte[]> get(HostCall call, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(HostCall call, String key, byte[] value, Duration ttl) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(HostCall call, String key) {
        throw new UnsupportedOperationException();
    }
}
