package io.mortise.manager.internal.gate;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.HostCall;
import io.mortise.manager.internal.audit.HostOperation;
import java.time.Duration;
import java.util.Optional;

/** The cache of this plugin. */
final class GatedCache implements CacheService {
    private final Door door;
    private final Optional<CacheService> service;

    GatedCache(Door door, Optional<CacheService> service) {
        this.door = door;
        this.service = service;
    }

    private String pass(HostCall call, HostOperation operation, String key) {
        String by = door.view().flags().cache();
        door.allow(call, operation, key, by, "");
        Caps.key(key);
        return by;
    }

    private CacheService service(HostOperation operation) {
        if (service.isEmpty()) {
            throw Absent.of(operation);
        }
        return service.get();
    }

    @Override
    public Optional<byte[]> get(HostCall call, String key) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.CACHE_GET, key);
        Optional<byte[]> found;
        try {
            found = service(HostOperation.CACHE_GET).get(call, key);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.CACHE_GET, key, by, arrived, e);
        }
        door.leave(call, HostOperation.CACHE_GET, key, by, arrived, found.isPresent() ? found.get().length : 0);
        return found;
    }

    @Override
    public void set(HostCall call, String key, byte[] value, Duration ttl) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.CACHE_SET, key);
        Caps.value(value);
        Caps.ttl(ttl);
        try {
            service(HostOperation.CACHE_SET).set(call, key, value, ttl);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.CACHE_SET, key, by, arrived, e);
        }
        door.leave(call, HostOperation.CACHE_SET, key, by, arrived, value.length);
    }

    @Override
    public void delete(HostCall call, String key) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.CACHE_DELETE, key);
        try {
            service(HostOperation.CACHE_DELETE).delete(call, key);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.CACHE_DELETE, key, by, arrived, e);
        }
        door.leave(call, HostOperation.CACHE_DELETE, key, by, arrived, 0);
    }
}
