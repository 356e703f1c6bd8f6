package io.mortise.manager.internal.service;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Entries in memory: gone with the manager. */
public final class MemoryKv implements KvService {
    @Override
    public Optional<Entry> get(HostCall call, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(HostCall call, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        throw new UnsupportedOperationException();
    }
}
