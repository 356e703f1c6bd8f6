package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HostCall;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at a running manager. */
class ObservingTest {
    @TempDir
    Path directory;

    private FakeHome home;
    private PluginManager manager;

    @BeforeEach
    void open() throws IOException {
        FakeGuest curious = FakeGuest.echo().on("peek", (call, host) -> {
            HostCall inside = host.enter(call);
            host.cache().get(inside, "seen");
            host.secrets().get(inside, "TOKEN");
            return new byte[0];
        });
        home = new FakeHome(directory)
                .guest("g", curious)
                .plugin(
                        "curious",
                        "wasm",
                        "g",
                        "functions: { echo: {}, peek: {} }",
                        "permissions: { cache: true, secrets: [TOKEN], plugins: [other] }")
                .plugin("other", "wasm", "g", "functions: { echo: {} }", "permissions: { kv: {} }");
        manager = home.builder().open();
        manager.grant("other", "test");
        manager.deny("curious", "test", java.util.List.of("secrets=TOKEN"));
        manager.grant("curious", "test", java.util.List.of("cache", "plugins=other"));
        home.mortise("call", "curious", "peek");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void audit_endsWithWhatWouldAllowTheDenied() {
        Ran all = home.mortise("audit");
        assertThat(all.out()).contains("cache.get", "by cache", "secrets.get", "denied");
        assertThat(all.out().lines().reduce((one, next) -> next)).contains("mortise grant curious secrets=TOKEN");

        Ran denied = home.mortise("audit", "--denied", "curious");
        assertThat(denied.out()).contains("secrets.get").doesNotContain("cache.get");
        assertThat(home.mortise("audit", "other").err()).contains("other made no host call");
        assertThat(home.mortise("audit", "--json").json().texts("grants"))
                .containsExactly("mortise grant curious secrets=TOKEN");
    }

    @Test
    void audit_isReadFromItsFile_whenNoManagerRuns() {
        manager.close();

        Ran denied = home.mortise("audit", "--denied", "curious");

        assertThat(denied.exit()).isZero();
        assertThat(denied.err()).contains("what was denied would be allowed by:");
        assertThat(denied.out())
                .contains("secrets.get")
                .doesNotContain("cache.get")
                .endsWith("mortise grant curious secrets=TOKEN\n");
        assertThat(home.mortise("audit").out()).contains("cache.get", "by cache");
        assertThat(home.mortise("audit", "other").err()).contains("other made no host call");
    }

    @Test
    void status_countsHostCallsByPermission() {
        assertThat(home.mortise("status", "curious").out())
                .containsPattern("asked for +cache 1 times, 0 denied")
                .containsPattern(" +secrets 0 times, 1 denied");
        assertThat(manager.status("curious").hostCalls())
                .isEqualTo(java.util.Map.of(
                        "cache",
                        new io.mortise.manager.PluginStatus.HostCalls(1, 0),
                        "secrets",
                        new io.mortise.manager.PluginStatus.HostCalls(0, 1)));
    }

    @Test
    void metrics_areOpenMetricsText() {
        assertThat(home.mortise("metrics").out())
                .contains("mortise_host_calls_total{plugin=\"curious\",permission=\"secrets\",allowed=\"false\"} 1")
                .endsWith("# EOF\n");
    }

    @Test
    void top_isOnePicture_withoutATerminal() {
        assertThat(home.mortise("top").out().lines().findFirst().orElseThrow())
                .startsWith("PLUGIN")
                .contains("CALLS/S", "P99");
        assertThat(home.mortise("top", "--json").json().views("plugins")).hasSize(2);
    }

    @Test
    void report_isOneFile_onlyItsOwnersToRead_andNeverOverAnother() throws IOException {
        Ran written = home.mortise("report", "curious", "--file", "issue.json");

        Path file = home.directory.resolve("issue.json");
        assertThat(written.exit()).isZero();
        assertThat(Files.readString(file)).contains("\"hostCalls\"", "\"status\"", "\"java\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(home.mortise("report", "curious", "--file", "issue.json").exit())
                .isEqualTo(3);
    }

    @Test
    void explain_knowsKeys_andWhatIsReachableThroughOthers() {
        assertThat(home.mortise("explain", "limits.memory").out())
                .contains("limits.memory in plugin.yaml", "a size such as 64KiB");
        assertThat(home.mortise("explain", "budget.guest").out()).contains("in mortise.yaml", "host calls");
        assertThat(home.mortise("explain", "curious").out()).contains("reaches", "through other: ");
    }

    @Test
    void recording_isMadeListedAndReplayed() {
        Ran recorded = home.mortise("record", "other", "echo", "city=Paris");
        String file = recorded.out().strip();

        assertThat(recorded.exit()).isZero();
        assertThat(home.mortise("recordings", "other").out()).contains("echo", "ok");
        assertThat(home.mortise("replay", "last:other").exit()).isZero();
        assertThat(home.mortise("replay", file).out()).contains("other 1.0.0 echo", ": the same");
        assertThat(home.mortise("replay", "last:curious").exit()).isEqualTo(3);
    }

    @Test
    void purge_asks_andForgets() {
        assertThat(home.mortise("purge", "other").exit()).isEqualTo(1);
        assertThat(home.mortise("purge", "other", "--yes").exit()).isEqualTo(3);

        home.mortise("disable", "other");
        assertThat(home.mortise("purge", "other", "--yes").exit()).isZero();
        assertThat(home.mortise("grants").out()).doesNotContain("other ");
    }
}
