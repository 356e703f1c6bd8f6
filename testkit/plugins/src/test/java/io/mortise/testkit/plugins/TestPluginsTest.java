package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.adapter.Commands;
import io.mortise.api.Caller;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.testkit.app.TestPlugins;
import org.junit.jupiter.api.Test;

class TestPluginsTest {
    /** What is asked for. */
    public record City(String name) {}

    /** What is answered. */
    public record Forecast(int celsius, String sky) {}

    private static TestPlugins weather() {
        return TestPlugins.with(
                "weather", "forecast", City.class, city -> new Forecast(21, "clear over " + city.name()));
    }

    @Test
    void lambda_isCalledAsAPlugin() {
        try (TestPlugins plugins = weather()) {
            var forecast = plugins.manager().function("weather", "forecast", City.class, Forecast.class);

            assertThat(forecast.apply(new City("Paris"))).isEqualTo(new Forecast(21, "clear over Paris"));
        }
    }

    @Test
    void manifest_contributesAndGatesAsEver() {
        try (TestPlugins plugins = weather()
                .manifest("weather", "contributes: { command: [ { id: weather, function: forecast } ] }")
                .andBytes("weather", "secret", (call, host) -> host.secrets()
                        .get(host.enter(call), "TOKEN")
                        .orElseThrow()
                        .getBytes(UTF_8))) {
            var command = Commands.of(plugins.manager()).find("weather").orElseThrow();
            assertThat(command.run("{\"name\":\"Oslo\"}".getBytes(UTF_8), Caller.APPLICATION)
                            .text())
                    .contains("clear over Oslo");

            PluginException denied = catchThrowableOfType(
                    PluginException.class, () -> plugins.manager().call("weather", "secret", ""));

            assertThat(denied.failure()).isEqualTo(Failure.REJECTED);
            assertThat(denied.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        }
    }

    @Test
    void functions_areSaidBeforeTheManagerOpens() {
        try (TestPlugins plugins = weather()) {
            plugins.manager();

            assertThatThrownBy(() -> plugins.and("late", "f", City.class, city -> city))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("its manager is open");
        }
    }
}
