package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Mount;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rights that are fixed when a guest starts: to be a process, and directories. */
class GrantedStartTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory).settings("reload: { quiet: 1ms }").guest("one", FakeGuest.echo());
    }

    @Test
    void process_isStopped_whenItsGrantIsTakenBack() {
        home.write("echo", "one", "name: echo", "version: 1.0.0", "runtime: grpc", "grpc: { binary: guest }", ECHO);
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.diff("echo").missing()).containsExactly("native=limited");
            assertThat(home.grpc.made).isEmpty();
            plugins.grant("echo", "ada");
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("{}");

            PluginStatus after = plugins.deny("echo", "ada");

            assertThat(after.state()).isEqualTo(PluginState.AWAITING_GRANT);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> home.grpc.alive() == 0);
        }
    }

    @Test
    void filesystem_isADirectoryOfItsOwn_outsideOfTheBundle() {
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { filesystem: [ { path: data, mode: read } ] }");
        try (PluginManager plugins = home.open()) {
            plugins.grant("echo", "ada");

            List<Mount> mounts = home.wasm.made.get(0).config().orElseThrow().mounts();

            assertThat(mounts).hasSize(1);
            assertThat(mounts.get(0).name()).isEqualTo("/data");
            assertThat(mounts.get(0).readOnly()).isTrue();
            assertThat(mounts.get(0).directory().toString())
                    .contains("/.mortise/data/echo-")
                    .endsWith("/data");
            assertThat(mounts.get(0).directory()).isEmptyDirectory();
        }
    }

    @Test
    void filesystem_isNeverTheManagersOwn() throws Exception {
        Path inside = Files.createDirectories(directory.resolve(".mortise/bundles"));
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { filesystem: [ { path: data, mode: read } ] }");
        try (PluginManager plugins = home.open()) {
            assertThatThrownBy(() -> {
                        plugins.grant("echo", "ada", List.of("filesystem=" + inside));
                        plugins.grant("echo", "ada");
                        throw new IllegalStateException(plugins.status("echo").state() + ": "
                                + plugins.status("echo").reason());
                    })
                    .hasMessageContaining(inside.toString());
            assertThat(home.wasm.alive()).isZero();
        }
    }
}
