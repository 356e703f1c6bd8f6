package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.CallRequest;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each quota is moved, and holds one plugin on either runtime while the other one goes on. */
class QuotaFieldsTest {
    @TempDir
    Path directory;

    private ContractHome home;

    private void open(RuntimeKind runtime, String budget) {
        home = ContractHome.in(directory, runtime);
        home.settings("budget: { " + budget + " }\n");
        home.plugin().write();
        home.plugin("other").write();
        home.open();
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void assertOnlyContractIsHeld(PluginException refused, String quota) {
        assertThat(refused.failure()).isEqualTo(Failure.LIMIT_REACHED);
        assertThat(refused.getMessage()).contains("budget." + quota, "raise it in mortise.yaml");
        assertThat(home.plugins().call("other", "kv_set", "k 0 v")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void hostCalls_areAQuota(RuntimeKind runtime) {
        open(runtime, "host_calls: { contract: 20/10m }");
        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> IntStream.range(0, 21).forEach(i -> home.ask("kv_set", "k 0 v")));

        // The guest is told, and says so itself.
        assertThat(refused.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(refused.getMessage()).contains("budget.host_calls of 20/10m");
        assertThat(home.plugins().call("other", "kv_set", "k 0 v")).isEqualTo("1");
        assertThat(home.ask("echo", "computing goes on")).isEqualTo("computing goes on");
    }

    @ParameterizedTest
    @EnumSource
    void bytes_areAQuota(RuntimeKind runtime) {
        open(runtime, "bytes: { contract: 1KiB/10m }");
        home.ask("echo", "x".repeat(1_024));

        assertOnlyContractIsHeld(home.failure("echo", "x"), "bytes");
    }

    @ParameterizedTest
    @EnumSource
    void timeInTheGuest_isAQuota(RuntimeKind runtime) {
        open(runtime, "guest: { contract: 1ms/10m }");
        await().until(() -> {
            try {
                home.ask("echo", "x");
                return false;
            } catch (PluginException e) {
                return e.failure() == Failure.LIMIT_REACHED;
            }
        });

        assertOnlyContractIsHeld(home.failure("echo", "x"), "guest");
    }

    @ParameterizedTest
    @EnumSource
    void callsOfATenant_areAQuota_andOthersAreNot(RuntimeKind runtime) {
        open(runtime, "tenant_calls: { contract: 1/10m }");
        CallRequest acme = home.request("echo", "x").withTenant("acme");
        home.plugins().call(acme);

        assertOnlyContractIsHeld(home.failure(acme), "tenant_calls");
        assertThat(home.plugins().call(acme.withTenant("globex")).text()).isEqualTo("x");
        assertThat(home.ask("echo", "for nobody")).isEqualTo("for nobody");
    }
}
