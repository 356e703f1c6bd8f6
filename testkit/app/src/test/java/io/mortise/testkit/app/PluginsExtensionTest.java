package io.mortise.testkit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PluginsExtensionTest {
    record City(String name) {}

    record Forecast(int celsius, String sky) {}

    @RegisterExtension
    static final PluginsExtension PLUGINS = PluginsExtension.of(() -> TestPlugins.with(
                    "weather", "forecast", City.class, city -> new Forecast(21, "clear over " + city.name()))
            .andBytes("weather", "ask", (call, host) -> host.app().call(host.enter(call), "chat.time", new byte[0]))
            .manifest("weather", "permissions: { app: [chat.time], kv: {} }")
            .customize(builder -> builder.hostFunction(
                    HostFunction.ofBytes("chat.time", "tell the time", (call, payload) -> new byte[] {42}))));

    @Test
    void lambda_isCalledAsAPlugin(PluginManager plugins) {
        assertThat(plugins.function("weather", "forecast", City.class, Forecast.class)
                        .apply(new City("Paris")))
                .isEqualTo(new Forecast(21, "clear over Paris"));
        assertThat(plugins.call("weather", "ask", new byte[0])).containsExactly(42);
    }

    @Test
    void clock_isTheManagers_andStandsStillUntilItIsMoved(PluginManager plugins, SettableClock clock) {
        clock.advance(Duration.ofDays(1));

        plugins.disable("weather");

        assertThat(plugins.status("weather").since()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void lambdaThatThrows_isATrap_andARefusalIsARefusal() {
        try (TestPlugins plugins = TestPlugins.with("weather", "break", City.class, city -> {
                    throw new IllegalStateException("no sky");
                })
                .andBytes("weather", "refuse", (call, host) -> {
                    throw new HostFailure(StatusCode.NOT_FOUND, "no such city");
                })) {
            PluginManager manager = plugins.manager();

            assertThatThrownBy(() -> manager.call("weather", "break", "{\"name\":\"x\"}"))
                    .hasMessageContaining("no sky")
                    .hasMessageEndingWith("[GUEST_TRAPPED]");
            assertThatThrownBy(() -> manager.call("weather", "refuse", "{}"))
                    .hasMessageContaining("no such city")
                    .hasMessageEndingWith("[REJECTED]");
        }
    }

    @RepeatedTest(2)
    void everyTest_hasAManagerOfItsOwn(PluginManager plugins, TestPlugins same) {
        assertThat(plugins.status("weather").calls().finished()).isZero();
        assertThat(same.manager()).isSameAs(plugins);
        plugins.call("weather", "forecast", "{\"name\":\"Oslo\"}");
    }
}
