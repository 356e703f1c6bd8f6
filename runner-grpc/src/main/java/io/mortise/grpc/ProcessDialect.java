package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Call;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.PluginConfig;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.RuntimeSpec.Protocol;
import io.mortise.grpc.internal.host.HostTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What a program speaks behind go-plugin's handshake: one for each {@code grpc.protocol}, without state. Every RPC made
 * here may throw {@link io.grpc.StatusRuntimeException}; who asked words it.
 */
interface ProcessDialect {
    static ProcessDialect of(Protocol protocol) {
        return switch (protocol) {
            case MORTISE -> new MortiseDialect();
            case FLOWBOT -> new FlowbotDialect();
            case RAW -> new RawDialect();
        };
    }

    /** As status and {@code inspect} name it. */
    String name();

    /** The service the program must have, for the message when it has not. */
    String service();

    /** What the plugin may call back; empty when this dialect has no such service. */
    Optional<HostTable> host(HostApi api);

    /** Everything between the connection and the first call; answers with the functions it told of. */
    List<FunctionSpec> begin(Greeting greeting);

    /**
     * How {@code call} travels.
     *
     * @throws io.mortise.api.error.PluginException UNKNOWN_FUNCTION, BAD_INPUT
     */
    Rpc<?, ?> rpc(Subject subject, Call call);

    HealthStatus health(Channel channel, Deadline deadline, Duration uptime);

    /** Lets it clean up; whatever it answers, go-plugin's Shutdown follows. */
    void stop(Channel channel, Duration grace);

    /**
     * What a beginning needs.
     *
     * @param offer serves the Host service to the plugin and tells it where; gives the broker id, 0 when there is none.
     *     The plugin must dial within five seconds, so it is called at the last moment
     */
    record Greeting(Channel channel, Deadline deadline, Subject subject, PluginConfig config, IntSupplier offer) {}
}
