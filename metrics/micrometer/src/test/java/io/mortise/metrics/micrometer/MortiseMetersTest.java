package io.mortise.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mortise.api.RuntimeKind;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.FakeRunnerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MortiseMetersTest {
    @TempDir
    Path home;

    @Test
    void calls_areACounterWithTags() throws IOException {
        FakeRunnerFactory runner = new FakeRunnerFactory(RuntimeKind.WASM);
        runner.guest("g", FakeGuest.echo());
        Path plugin = Files.createDirectory(home.resolve("weather"));
        Files.writeString(plugin.resolve("guest"), "g");
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                "name: weather\nversion: 1.0.0\nruntime: wasm\nwasm: { module: guest }\nfunctions: { echo: {} }\n");
        try (PluginManager plugins = PluginManager.builder()
                .home(home)
                .runner(runner)
                .control(false)
                .watch(false)
                .open()) {
            plugins.call("weather", "echo", "x");
            SimpleMeterRegistry registry = new SimpleMeterRegistry();

            new MortiseMeters(plugins).bindTo(registry);

            assertThat(registry.get("mortise.calls")
                            .tags("plugin", "weather", "outcome", "ok")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("mortise.plugin.state")
                            .tag("state", "running")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("mortise.series").gauge().value()).isPositive();
        }
    }
}
