package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.Attributes;
import io.mortise.api.manifest.Contribution;

/** One contribution of one plugin that serves, or would serve when called. */
public record PluginContribution(PluginId plugin, Kind kind, Contribution contribution) {
    public PluginContribution {
        requireNonNull(plugin, "plugin");
        requireNonNull(kind, "kind");
        requireNonNull(contribution, "contribution");
    }

    public String id() {
        return contribution.id();
    }

    public String function() {
        return contribution.function();
    }

    public Attributes attributes() {
        return contribution.attributes();
    }

    /** A call of its function by the application. */
    public CallRequest request(byte[] payload) {
        return CallRequest.of(plugin.name(), contribution.function(), payload);
    }
}
