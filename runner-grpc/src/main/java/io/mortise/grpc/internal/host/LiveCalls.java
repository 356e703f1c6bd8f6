package io.mortise.grpc.internal.host;

import io.mortise.api.Call;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls inside one generation, by the id the plugin repeats in its callbacks. Only this generation's calls are here:
 * another plugin's id means nothing.
 */
public final class LiveCalls {
    private final HostApi host;
    private final AtomicLong repeats = new AtomicLong();
    private final Map<String, HostCall> contexts = new ConcurrentHashMap<>();

    public LiveCalls(HostApi host) {
        this.host = host;
    }

    /** Puts {@code call} in; close the entry when it is over. */
    public Entry enter(Call call) {
        HostCall context = host.enter(call);
        String id = call.id().toString();
        if (contexts.putIfAbsent(id, context) != null) {
            id = id + '.' + repeats.incrementAndGet(); // the same call again, inside itself
            contexts.put(id, context);
        }
        return new Entry(this, id);
    }

    /**
     * Whose callback this is.
     *
     * @param id the metadata's text; empty = background work
     * @return empty when the call is unknown or over
     */
    Optional<HostCall> find(Optional<String> id) {
        return id.isEmpty() ? Optional.of(host.background()) : id.map(contexts::get);
    }

    /** One call while it runs; {@code id} is what the plugin repeats. */
    public record Entry(LiveCalls calls, String id) implements AutoCloseable {
        @Override
        public void close() {
            calls.contexts.remove(id);
        }
    }
}
