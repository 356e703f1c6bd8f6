package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.audit.Utf8;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries of this plugin. The quota is the grant's, whatever the caller passes. Written out: nothing may allocate. */
final class GatedKv implements KvService {
    private final Door door;
    private final Optional<KvService> service;

    GatedKv(Door door, Optional<KvService> service) {
        this.door = door;
        this.service = service;
    }

    /** Passes the door. @return what is given */
    private GrantView pass(HostCall call, HostOperation operation, String target) {
        GrantView view = door.view();
        door.allow(call, operation, target, view.flags().kv(), "");
        return view;
    }

    private KvService service(HostOperation operation) {
        if (service.isEmpty()) {
            throw Absent.of(operation);
        }
        return service.get();
    }

    @Override
    public Optional<Entry> get(HostCall call, String key) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.KV_GET, key).flags().kv();
        Caps.key(key);
        Optional<Entry> found;
        try {
            found = service(HostOperation.KV_GET).get(call, key);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.KV_GET, key, by, arrived, e);
        }
        long bytes = found.isPresent() ? found.get().value().length : 0;
        door.leave(call, HostOperation.KV_GET, key, by, arrived, bytes);
        return found;
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        long arrived = door.arrive(call);
        GrantView view = pass(call, HostOperation.KV_SET, key);
        String by = view.flags().kv();
        entry(key, value, ttl);
        long version;
        try {
            version = service(HostOperation.KV_SET).set(call, key, value, ttl, view.kvBytes());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.KV_SET, key, by, arrived, e);
        }
        door.leave(call, HostOperation.KV_SET, key, by, arrived, value.length);
        return version;
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        long arrived = door.arrive(call);
        GrantView view = pass(call, HostOperation.KV_COMPARE_AND_SET, key);
        String by = view.flags().kv();
        entry(key, value, ttl);
        long written;
        try {
            written = service(HostOperation.KV_COMPARE_AND_SET)
                    .compareAndSet(call, key, value, version, ttl, view.kvBytes());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.KV_COMPARE_AND_SET, key, by, arrived, e);
        }
        door.leave(call, HostOperation.KV_COMPARE_AND_SET, key, by, arrived, value.length);
        return written;
    }

    private static void entry(String key, byte[] value, Duration ttl) {
        Caps.key(key);
        Caps.value(value);
        Caps.ttl(ttl);
    }

    @Override
    public void delete(HostCall call, String key) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.KV_DELETE, key).flags().kv();
        Caps.key(key);
        try {
            service(HostOperation.KV_DELETE).delete(call, key);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.KV_DELETE, key, by, arrived, e);
        }
        door.leave(call, HostOperation.KV_DELETE, key, by, arrived, 0);
    }

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        long arrived = door.arrive(call);
        String by = pass(call, HostOperation.KV_LIST, prefix).flags().kv();
        if (limit < 1) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "limit is " + limit + ", at least 1");
        }
        Caps.atMost("prefix", Utf8.length(prefix), Caps.KEY_BYTES);
        Caps.atMost("key to list after", Utf8.length(after), Caps.KEY_BYTES);
        List<String> page;
        try {
            // No page has room for more names than bytes.
            page = page(service(HostOperation.KV_LIST).list(call, prefix, after, Math.min(limit, Caps.LIST_NAMES)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw door.failed(call, HostOperation.KV_LIST, prefix, by, arrived, e);
        }
        door.leave(call, HostOperation.KV_LIST, prefix, by, arrived, 0);
        return page;
    }

    /** As many names as fit; the reader goes on after the last one. */
    private static List<String> page(List<String> names) {
        List<String> page = new ArrayList<>(names.size());
        long bytes = 0;
        for (String name : names) {
            bytes += Utf8.length(name) + Caps.LIST_NAME_COST;
            if (bytes > Caps.LIST_PAGE_BYTES) {
                break;
            }
            page.add(name);
        }
        return page;
    }
}
