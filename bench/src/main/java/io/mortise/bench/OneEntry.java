package io.mortise.bench;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers the same entry to everybody: what a host call costs without what guards it. */
final class OneEntry implements KvService {
    /** A call that asks for it, of no plugin. */
    static final HostCall ASKED = new HostCall(
            new Subject(PluginId.of("guest"), "1.0.0", 1),
            "guest-0",
            new CallId(1),
            Caller.APPLICATION,
            CallChain.EMPTY,
            Deadline.after(Duration.ofHours(1)),
            Cancellation.NONE,
            Optional.empty());

    private final Optional<Entry> entry = Optional.of(new Entry(new byte[8], 1));

    @Override
    public Optional<Entry> get(HostCall call, String key) {
        return entry;
    }

    @Override
    public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
        return 1;
    }

    @Override
    public void delete(HostCall call, String key) {}

    @Override
    public List<String> list(HostCall call, String prefix, String after, int limit) {
        return List.of();
    }

    @Override
    public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
        return 1;
    }
}
