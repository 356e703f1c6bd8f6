package io.mortise.manager;

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
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Runners whose start hangs until it is let go, whatever anybody does. */
final class StuckRunners implements RunnerFactory {
    final CountDownLatch starting = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger stopped = new AtomicInteger();

    @Override
    public RuntimeKind runtime() {
        return RuntimeKind.WASM;
    }

    @Override
    public Runner create(RunnerEnvironment environment) {
        return new Stuck();
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

    private final class Stuck implements Runner {
        @Override
        public PluginDescriptor load(PluginBundle bundle) {
            return new PluginDescriptor("stuck", "none", Set.of(), List.of());
        }

        @Override
        public StartReport start(PluginConfig config, HostApi host) {
            starts.incrementAndGet();
            starting.countDown();
            boolean interrupted = false;
            while (letGo.getCount() > 0) {
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return new StartReport(List.of(), Sandbox.WASM, OptionalLong.empty(), List.of());
        }

        @Override
        public CallResult call(Call call) {
            return new CallResult(call.payload());
        }

        @Override
        public HealthStatus health(Deadline deadline) {
            return new HealthStatus(true, "", Duration.ZERO);
        }

        @Override
        public void stop(Duration grace) {
            stopped.incrementAndGet();
        }
    }
}
