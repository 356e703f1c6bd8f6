package io.mortise.manager.internal.gate;

import static java.util.Objects.requireNonNull;

import io.mortise.api.CallChain;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import java.util.Optional;

/** Calls a plugin on behalf of another one: the manager. */
@FunctionalInterface
public interface PluginCaller {
    /** @throws io.mortise.api.error.PluginException as any call */
    byte[] call(Request request);

    /**
     * One nested call.
     *
     * @param caller the calling plugin, for the tenant it was called for
     * @param chain the plugins it came through, the calling one included
     */
    record Request(
            PluginId callee,
            String function,
            byte[] payload,
            Deadline deadline,
            Caller caller,
            CallChain chain,
            Cancellation cancellation,
            Optional<String> trace) {
        public Request {
            requireNonNull(callee, "callee");
            requireNonNull(function, "function");
            requireNonNull(payload, "payload");
            requireNonNull(deadline, "deadline");
            requireNonNull(caller, "caller");
            requireNonNull(chain, "chain");
            requireNonNull(cancellation, "cancellation");
            requireNonNull(trace, "trace");
        }
    }
}
