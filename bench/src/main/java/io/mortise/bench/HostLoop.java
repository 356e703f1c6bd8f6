package io.mortise.bench;

import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A runner without a guest: a call asks for one key so many times as its payload says, and does nothing else. */
final class HostLoop implements RunnerFactory {
    @Override
    public RuntimeKind runtime() {
        return RuntimeKind.WASM;
    }

    @Override
    public Runner create(RunnerEnvironment environment) {
        return new Loop();
    }

    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return Sandbox.WASM;
    }

    @Override
    public List<Probe> probe() {
        return List.of();
    }

    @Override
    public void close() {}

    private static final class Loop implements Runner {
        private volatile Optional<HostApi> host = Optional.empty();

        @Override
        public PluginDescriptor load(PluginBundle bundle) {
            return new PluginDescriptor("loop", "none", Set.of(), List.of());
        }

        @Override
        public StartReport start(PluginConfig config, HostApi api) {
            host = Optional.of(api);
            return new StartReport(List.of(), Sandbox.WASM, OptionalLong.empty(), List.of());
        }

        @Override
        public CallResult call(Call call) {
            HostApi api = host.orElseThrow();
            HostCall inside = api.enter(call);
            int times = ByteBuffer.wrap(call.payload()).getInt();
            long found = 0;
            for (int i = 0; i < times; i++) {
                found += api.kv().get(inside, "key").isPresent() ? 1 : 0;
            }
            return new CallResult(ByteBuffer.allocate(8).putLong(found).array());
        }

        @Override
        public HealthStatus health(Deadline deadline) {
            return new HealthStatus(true, "", Duration.ZERO);
        }

        @Override
        public void stop(Duration grace) {}
    }
}
