package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Call;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.host.HostTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program whose services are its own: reached through the channel over its slot, never through functions. */
final class RawDialect implements ProcessDialect {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public String service() {
        return "its own service";
    }

    @Override
    public Optional<HostTable> host(HostApi api) {
        return Optional.empty();
    }

    @Override
    public List<FunctionSpec> begin(Greeting greeting) {
        return List.of();
    }

    @Override
    public Rpc<?, ?> rpc(Subject subject, Call call) {
        throw CallErrors.unknownFunction(subject, call.function(), List.of());
    }

    /** That the process runs is all that is known; go-plugin's own health service was asked at the start. */
    @Override
    public HealthStatus health(Channel channel, Deadline deadline, Duration uptime) {
        return new HealthStatus(true, "the process runs", uptime);
    }

    @Override
    public void stop(Channel channel, Duration grace) {
        // go-plugin's Shutdown is all it knows
    }
}
