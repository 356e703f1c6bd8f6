package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who asked for a call. Set by the application or the manager, never by a guest.
 *
 * @param id the application's own word, a plugin's name, a job's id, an event's id, a request's id; may be empty
 * @param tenant a label: it selects KV and cache namespace and quota, nothing else
 */
public record Caller(Kind kind, String id, Optional<String> tenant) {
    /** The application itself, for no tenant. */
    public static final Caller APPLICATION = new Caller(Kind.APPLICATION, "", Optional.empty());

    /** What kind of thing asked. */
    public enum Kind {
        APPLICATION,
        PLUGIN,
        JOB,
        EVENT,
        HTTP
    }

    public Caller {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
    }

    public static Caller application(String id) {
        return new Caller(Kind.APPLICATION, id, Optional.empty());
    }

    public static Caller plugin(PluginId plugin, Optional<String> tenant) {
        return new Caller(Kind.PLUGIN, plugin.name(), tenant);
    }

    public static Caller event(String id) {
        return new Caller(Kind.EVENT, id, Optional.empty());
    }

    public Caller withTenant(String label) {
        return new Caller(kind, id, Optional.of(label));
    }
}
