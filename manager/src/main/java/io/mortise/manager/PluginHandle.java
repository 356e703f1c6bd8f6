package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.mortise.api.CallResult;
import io.mortise.api.PluginId;
import java.util.List;
import java.util.Optional;

/** The place of one plugin: stays valid across reloads, restarts and removal. Any thread. */
public final class PluginHandle {
    private final PluginManager manager;
    private final PluginId id;

    PluginHandle(PluginManager manager, PluginId id) {
        this.manager = manager;
        this.id = id;
    }

    public PluginId id() {
        return id;
    }

    public PluginStatus status() {
        return manager.status(id.name());
    }

    /** As {@link PluginManager#call(String, String, String)}. */
    public String call(String function, String json) {
        return manager.call(id.name(), function, json);
    }

    /** As {@link PluginManager#call(String, String, byte[])}. */
    public byte[] call(String function, byte[] payload) {
        return manager.call(id.name(), function, payload);
    }

    /** A request for this plugin, to be completed and given to {@link #call(CallRequest)}. */
    public CallRequest request(String function, String json) {
        return CallRequest.of(id.name(), function, json.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException when the request is for another plugin */
    public CallResult call(CallRequest request) {
        requireNonNull(request, "request");
        if (!request.plugin().equals(id.name())) {
            throw new IllegalArgumentException("a request for " + request.plugin() + " given to the handle of " + id);
        }
        return manager.call(request);
    }

    /** As {@link PluginManager#function}. */
    public <I, O> PluginFunction<I, O> function(String function, Class<I> input, Class<O> output) {
        return manager.function(id.name(), function, input, output);
    }

    public ReloadOutcome reload() {
        return manager.reload(id.name());
    }

    /** What an operator decides about this plugin's versions: roll back, pin, put away. */
    public PluginVersions versions() {
        return manager.operating().versions(id);
    }

    /** Plugins that live and require this one: they get NOT_SERVING from it while it is down. */
    public List<PluginId> dependents() {
        return manager.operating().dependents(id);
    }

    /**
     * A view in the runtime's own terms, such as a gRPC channel of a raw program; each use of it leases the generation
     * that is live then.
     *
     * @return absent when this plugin's runtime has no such view
     */
    public <T> Optional<T> unwrap(Class<T> type) {
        return manager.operating().unwrap(id, requireNonNull(type, "type"));
    }
}
