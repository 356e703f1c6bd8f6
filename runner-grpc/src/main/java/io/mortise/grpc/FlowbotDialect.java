package io.mortise.grpc;

import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.mortise.api.Call;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.host.FlowbotMethods;
import io.mortise.grpc.internal.host.HostTable;
import io.mortise.proto.flowbot.InitRequest;
import io.mortise.proto.flowbot.PluginServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * flowbot's plugin services. Init is its start, IsReady its health, every other RPC a function. Its contract leaves open
 * where a plugin finds the Host service: here at broker id 1, offered before Init.
 */
final class FlowbotDialect implements ProcessDialect {
    static final String COOKIE_KEY = "FLOWBOT_PLUGIN";
    static final String COOKIE_VALUE = "flowbot-plugin-v1";

    @Override
    public String name() {
        return "flowbot";
    }

    @Override
    public String service() {
        return "flowbot.plugin.PluginService";
    }

    @Override
    public Optional<HostTable> host(HostApi api) {
        return Optional.of(new FlowbotMethods(api));
    }

    @Override
    public List<FunctionSpec> begin(Greeting greeting) {
        var unused = greeting.offer().getAsInt(); // its contract has no field for it
        String config = new String(greeting.config().json(), StandardCharsets.UTF_8);
        ask(greeting.channel(), greeting.deadline().remaining())
                .init(InitRequest.newBuilder().setConfig(config).build());
        return FlowbotFunctions.NAMES.stream().map(FunctionSpec::of).toList();
    }

    @Override
    public Rpc<?, ?> rpc(Subject subject, Call call) {
        return new FlowbotFunctions(subject, call).rpc();
    }

    @Override
    public HealthStatus health(Channel channel, Deadline deadline, Duration uptime) {
        boolean ready = ask(channel, deadline.remaining())
                .isReady(Empty.getDefaultInstance())
                .getReady();
        return new HealthStatus(ready, ready ? "" : "IsReady answered false", uptime);
    }

    @Override
    public void stop(Channel channel, Duration grace) {
        // it has no such call: go-plugin's Shutdown follows
    }

    private static PluginServiceGrpc.PluginServiceBlockingStub ask(Channel channel, Duration within) {
        return PluginServiceGrpc.newBlockingStub(channel).withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS);
    }
}
