package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import java.util.Optional;

/**
 * On whose behalf a host call is made, and how long it may take. A service bounds its own blocking by the deadline and
 * the cancellation; it never relies on interrupts.
 *
 * @param plugin the calling plugin's generation
 * @param identity name and origin, as {@link io.mortise.api.Origin#identityOf}: the namespace of its data
 * @param caller who called the plugin; its tenant selects the namespace beside the identity
 * @param chain the plugins the call came through, this one included
 */
public record HostCall(
        Subject plugin,
        String identity,
        CallId id,
        Caller caller,
        CallChain chain,
        Deadline deadline,
        Cancellation cancellation,
        Optional<String> trace) {
    public HostCall {
        requireNonNull(plugin, "plugin");
        requireNonNull(identity, "identity");
        requireNonNull(id, "id");
        requireNonNull(caller, "caller");
        requireNonNull(chain, "chain");
        requireNonNull(deadline, "deadline");
        requireNonNull(cancellation, "cancellation");
        requireNonNull(trace, "trace");
    }

    /** The tenant's namespace; empty for none. */
    public String tenant() {
        return caller.tenant().orElse("");
    }
}
