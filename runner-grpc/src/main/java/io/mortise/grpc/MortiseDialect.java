package io.mortise.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.api.Call;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.Mount;
import io.mortise.api.PluginConfig;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.host.HostMethods;
import io.mortise.grpc.internal.host.HostTable;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.HealthReply;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.v1.StartRequest;
import io.mortise.proto.v1.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code mortise.v1}: what our own SDKs speak. */
final class MortiseDialect implements ProcessDialect {
    private static final int MAX_HEALTH_BYTES = 4 << 10;

    @Override
    public String name() {
        return "mortise.v1";
    }

    @Override
    public String service() {
        return "mortise.v1.Plugin";
    }

    @Override
    public Optional<HostTable> host(HostApi api) {
        return Optional.of(new HostMethods(api));
    }

    @Override
    public List<FunctionSpec> begin(Greeting greeting) {
        List<FunctionSpec> functions = describe(greeting);
        ask(greeting.channel(), greeting.deadline().remaining()).start(request(greeting));
        return functions;
    }

    private static List<FunctionSpec> describe(Greeting greeting) {
        try {
            return Description.parse(ask(greeting.channel(), greeting.deadline().remaining())
                    .describe(Empty.getDefaultInstance())
                    .getJson()
                    .toStringUtf8());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return List.of(); // optional: the manifest then says what can be called
            }
            throw e;
        }
    }

    private static StartRequest request(Greeting greeting) {
        PluginConfig config = greeting.config();
        return StartRequest.newBuilder()
                .setHostBrokerId(greeting.offer().getAsInt())
                .setConfigJson(ByteString.copyFrom(config.json()))
                .setPlugin(greeting.subject().plugin().name())
                .setGeneration(greeting.subject().generation())
                .setDataDir(config.mounts().stream()
                        .filter(mount -> !mount.readOnly())
                        .map(Mount::directory)
                        .findFirst()
                        .map(Object::toString)
                        .orElse(""))
                .build();
    }

    /** The payload is handed over with the call, so it is wrapped, not copied. */
    @Override
    public Rpc<CallRequest, CallReply> rpc(Subject subject, Call call) {
        return new Rpc<>(PluginGrpc.getCallMethod(), request(call), reply -> reply.getPayload()
                .toByteArray());
    }

    static CallRequest request(Call call) {
        return CallRequest.newBuilder()
                .setFunction(call.function())
                .setPayload(UnsafeByteOperations.unsafeWrap(call.payload()))
                .build();
    }

    @Override
    public HealthStatus health(Channel channel, Deadline deadline, Duration uptime) {
        HealthReply reply = ask(channel, deadline.remaining()).health(Empty.getDefaultInstance());
        return new HealthStatus(reply.getReady(), Utf8Cut.cut(reply.getMessage(), MAX_HEALTH_BYTES), uptime);
    }

    @Override
    public void stop(Channel channel, Duration grace) {
        int millis = (int) Math.min(Integer.MAX_VALUE, grace.toMillis());
        ask(channel, grace).stop(StopRequest.newBuilder().setGraceMs(millis).build());
    }

    private static PluginGrpc.PluginBlockingStub ask(Channel channel, Duration within) {
        return PluginGrpc.newBlockingStub(channel).withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS);
    }
}
