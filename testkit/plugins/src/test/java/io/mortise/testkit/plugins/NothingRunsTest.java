package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.api.host.HostCall;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginState;
import io.mortise.manager.ReloadOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must not run does not: before consent, and while somebody only looks. */
@Timeout(60)
class NothingRunsTest {
    @TempDir
    Path directory;

    @Test
    void update_fromWasmToProcess_waitsForAGrant_andStartsNoProcess() {
        try (ContractHome home = ContractHome.in(directory, RuntimeKind.WASM)) {
            home.plugin().write();
            home.open(home.stored());
            home.plugins().grant("contract", "test");
            assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);

            ContractPlugin.in(directory.resolve("contract"), RuntimeKind.GRPC)
                    .version("2.0.0")
                    .write();
            ReloadOutcome outcome = home.plugins().reload("contract");

            assertThat(outcome).isInstanceOfSatisfying(ReloadOutcome.ConsentNeeded.class, consent -> {
                assertThat(consent.diff().missing()).singleElement().asString().startsWith("native=");
                assertThat(consent.text()).contains("mortise grant contract").endsWith("[GRANT_MISSING]");
            });
            assertThat(ProcessHandle.current().descendants()).isEmpty();
            assertThat(home.status().version()).isEqualTo("1.0.0");
            assertThat(home.ask("echo", "old")).isEqualTo("old");
        }
    }

    @Test
    void looking_runsNoGuest() throws Exception {
        Path trace = directory.resolve("ran");
        Path program =
                Files.createDirectories(directory.resolve("home/process/bin")).resolve("process");
        Files.writeString(program, "#!/bin/sh\ntouch " + trace + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (ContractHome home = ContractHome.in(directory.resolve("home"), RuntimeKind.WASM)) {
            home.file(
                    "process/plugin.yaml",
                    "name: process\nversion: 1.0.0\nruntime: grpc\nfunctions: { run: {} }\n"
                            + "contributes: { command: [ { id: run } ] }\n");
            home.plugin()
                    .with("config_schema: { type: object }\nactivation: lazy\n")
                    .write();

            PluginManager plugins = home.open(home.stored());
            plugins.status();
            plugins.contributions();
            for (String name : List.of("contract", "process")) {
                plugins.explain(name);
                plugins.diff(name);
                plugins.history(name);
                assertThat(plugins.status(name).live()).isEmpty();
            }

            assertThat(trace).doesNotExist();
            assertThat(ProcessHandle.current().descendants()).isEmpty();
            assertThat(home.appCalls()).isEqualTo(List.<HostCall>of());
        }
    }
}
