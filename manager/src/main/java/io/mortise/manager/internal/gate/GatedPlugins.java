package io.mortise.manager.internal.gate;

import io.mortise.api.Caller;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import java.time.Duration;
import java.util.Optional;

/** Calls from this plugin to others. The callee sees who calls; deadline, chain and trace travel along. */
final class GatedPlugins implements HostApi.PluginCalls {
    private final Passage passage;
    private final PluginCaller caller;

    GatedPlugins(Passage passage, PluginCaller caller) {
        this.passage = passage;
        this.caller = caller;
    }

    @Override
    public byte[] call(HostCall call, String plugin, String function, byte[] payload, Optional<Duration> timeout) {
        Passage.Want want = new Passage.Want(
                HostOperation.PLUGINS_CALL,
                plugin,
                view -> view.names().plugins().by(plugin),
                view -> view.names().plugins().text());
        return passage.through(call, want, result -> payload.length + result.length, inner -> {
            Caps.name("function's name", function);
            Deadline deadline =
                    timeout.map(Deadline::after).map(inner.deadline()::earlier).orElse(inner.deadline());
            return caller.call(new PluginCaller.Request(
                    callee(plugin),
                    function,
                    payload,
                    deadline,
                    Caller.plugin(inner.plugin().plugin(), inner.caller().tenant()),
                    inner.chain(),
                    inner.cancellation(),
                    inner.trace()));
        });
    }

    private static PluginId callee(String name) {
        if (!PluginId.PATTERN.matcher(name).matches()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "a plugin's name is [a-z][a-z0-9-]{1,62}");
        }
        return PluginId.of(name);
    }
}
