package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.GrantDiff;
import io.mortise.manager.PluginState;
import io.mortise.manager.ReloadOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator lives through with grants, one story after the other, on either runtime. */
class GrantStoriesTest {
    @TempDir
    Path directory;

    private ContractHome home;

    private ContractHome home(RuntimeKind runtime) {
        home = ContractHome.in(directory, runtime);
        return home;
    }

    @AfterEach
    void close() {
        home.close();
    }

    /** What the operator reads and would type, against the story's file. */
    private void assertDiff(String story) {
        GrantDiff diff = home.plugins().diff("contract");
        Golden.assertIs(story, String.join("\n", diff.lines()) + "\n\n" + String.join("\n", diff.commands()) + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void namesakeFromAnotherDirectory_getsNoGrant_noData_andTheDiffSaysSoFirst(RuntimeKind runtime) throws IOException {
        home(runtime).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");
        home.ask("kv_set", "k 0 mine");
        home.close();

        Path elsewhere = Files.createDirectories(directory.resolve("downloads"));
        Files.move(directory.resolve("contract"), elsewhere.resolve("contract"));
        home.settings("plugins: [ downloads ]\n");
        home.open(home.stored());

        assertThat(home.status().state()).isEqualTo(PluginState.AWAITING_GRANT);
        assertThat(home.plugins().diff("contract").lines().get(0)).startsWith("origin changed: ");
        assertDiff("namesake-" + runtime);
        home.plugins().grant("contract", "test");
        assertThat(home.failure("kv_get", "k").failure()).isEqualTo(Failure.REJECTED);
    }

    @ParameterizedTest
    @EnumSource
    void grantAndData_sleepWhileThePluginIsAway_untilTheyArePurged(RuntimeKind runtime) throws IOException {
        home(runtime).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");
        PluginException running = org.assertj.core.api.Assertions.catchThrowableOfType(
                PluginException.class, () -> home.plugins().oversight().purge("contract", "test"));
        assertThat(running.getMessage()).contains("disable");
        home.close();
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory.resolve("contract"), away);
        home.open(home.stored());
        assertThat(home.plugins().grants()).hasSize(1);
        home.close();

        Files.move(away, directory.resolve("contract"));
        home.open(home.stored());
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);

        home.plugins().disable("contract");
        home.plugins().oversight().purge("contract", "test");
        assertThat(home.plugins().grants()).isEmpty();
        home.plugins().enable("contract");
        assertThat(home.status().state()).isEqualTo(PluginState.AWAITING_GRANT);
    }

    @ParameterizedTest
    @EnumSource
    void widerLimits_waitWhileTheOldGenerationServes_andTheDiffShowsOnlyThem(RuntimeKind runtime) {
        home(runtime).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");

        home.plugin().version("1.1.0").with("limits: { memory: 1GiB }\n").write();
        ReloadOutcome outcome = home.plugins().reload("contract");

        assertThat(outcome).isInstanceOf(ReloadOutcome.ConsentNeeded.class);
        assertDiff("wider-limits");
        assertThat(home.ask("echo", "still")).isEqualTo("still");
        assertThat(home.status().version()).isEqualTo("1.0.0");

        home.plugins().grant("contract", "test");
        assertThat(home.status().version()).isEqualTo("1.1.0");
    }

    @ParameterizedTest
    @EnumSource
    void widerPermissions_areToldInWords(RuntimeKind runtime) {
        home(runtime).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");

        home.plugin()
                .version("1.1.0")
                .asks(ContractPlugin.ASKS.replace("secrets: [TOKEN]", "secrets: [TOKEN, OTHER]"))
                .write();
        home.plugins().reload("contract");

        assertDiff("wider-permissions");
        assertThat(home.ask("echo", "still")).isEqualTo("still");
    }

    @Test
    void processInsteadOfAModule_waitsWhileTheModuleServes_andIsToldAsWhatItIs() {
        home(RuntimeKind.WASM).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");

        ContractPlugin.in(directory.resolve("contract"), RuntimeKind.GRPC)
                .version("1.1.0")
                .write();
        ReloadOutcome outcome = home.plugins().reload("contract");

        assertThat(outcome).isInstanceOf(ReloadOutcome.ConsentNeeded.class);
        assertDiff("wider-runtime");
        assertThat(home.ask("echo", "still a module")).isEqualTo("still a module");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        home.plugins().grant("contract", "test");
        assertThat(home.status().live().orElseThrow().runtime()).isEqualTo(RuntimeKind.GRPC);
        assertThat(home.ask("echo", "a process")).isEqualTo("a process");
    }

    /** The other way is no widening: what was granted to a process is enough for a module. */
    @Test
    void moduleInsteadOfAProcess_needsNoConsent() {
        home(RuntimeKind.GRPC).plugin().write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");

        ContractPlugin.in(directory.resolve("contract"), RuntimeKind.WASM)
                .version("1.1.0")
                .write();

        assertThat(home.plugins().reload("contract")).isInstanceOf(ReloadOutcome.Swapped.class);
        assertThat(home.status().live().orElseThrow().runtime()).isEqualTo(RuntimeKind.WASM);
    }

    @Test
    void weakerSandbox_isAWidening() {
        home(RuntimeKind.GRPC).plugin().write();
        home.settings("sandbox: { level: limited }\n");
        home.open(home.stored());
        home.plugins().grant("contract", "test");
        home.close();

        home.settings("sandbox: { level: none }\n");
        home.open(home.stored());

        assertThat(home.status().state()).isEqualTo(PluginState.AWAITING_GRANT);
        assertDiff("weaker-sandbox");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void optionalPermission_thatWasDenied_isLivedWithout_alsoAfterARestart(RuntimeKind runtime) {
        home(runtime).plugin().write();
        home.open(home.stored());
        home.plugins().deny("contract", "test", List.of("kv"));
        assertDiff("denied-permission-" + runtime);
        home.plugins().grant("contract", "test", restOf("kv"));

        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
        assertThat(home.failure("kv_set", "k 0 v").getMessage()).contains("mortise grant contract kv");
        home.open(home.stored());
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
        assertThat(home.ask("cache_set", "k 0 v")).isNotNull();
    }

    private List<String> restOf(String without) {
        return home.plugins().diff("contract").missing().stream()
                .filter(part -> !part.equals(without) && !part.startsWith(without + "="))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void revoking_endsADownload_andNeedsNoStart(RuntimeKind runtime) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            asked.countDown();
            await().atMost(Duration.ofSeconds(40)).until(() -> never.getCount() == 0);
            exchange.close();
        });
        server.start();
        try {
            home(runtime)
                    .plugin()
                    .asks(ContractPlugin.ASKS.replace(
                            "host: \"*\"",
                            "host: 127.0.0.1, ports: [" + server.getAddress().getPort() + "]"))
                    .write();
            home.open(home.stored());
            home.plugins().grant("contract", "test");
            String ask = "{\"method\":\"GET\",\"url\":\"http://127.0.0.1:"
                    + server.getAddress().getPort() + "/\",\"headers\":{}}";
            CompletableFuture<String> download = CompletableFuture.supplyAsync(() -> home.ask("http", ask));
            assertThat(asked.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            // A restart could not succeed from here on: what is there is no module and no program.
            breakFiles(runtime);

            long begin = System.nanoTime();
            home.plugins().deny("contract", "test", List.of("http"));

            assertThat(download)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("mortise grant contract http");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
            assertThat(home.status().granted().of(Permission.Http.class)).isEmpty();
            // The restart that cannot succeed is tried now, and refused: the old generation goes on without the right.
            assertThat(home.plugins().reload("contract")).isInstanceOf(ReloadOutcome.Refused.class);
            assertThat(home.failure("http", ask).getMessage()).contains("mortise grant contract http");
            assertThat(home.ask("echo", "the rest goes on")).isEqualTo("the rest goes on");
        } finally {
            never.countDown();
            server.stop(0);
        }
    }

    private void breakFiles(RuntimeKind runtime) throws IOException {
        String file = runtime == RuntimeKind.WASM ? "contract/plugin.wasm" : "contract/bin/contract";
        Files.writeString(directory.resolve(file), "broken");
    }

    @ParameterizedTest
    @EnumSource
    void policyOfAFleet_grantsByRule_andTakesBackWithTheRule(RuntimeKind runtime) throws Exception {
        String level = runtime == RuntimeKind.GRPC ? "  native: limited\n" : "";
        home(runtime).plugin().write();
        home.settings("grants: { policy: fleet.yaml }\n");
        home.file("fleet.yaml", rule("contract", "dir:elsewhere", level));
        home.open(home.stored());
        assertThat(home.status().state()).isEqualTo(PluginState.AWAITING_GRANT);

        home.file("fleet.yaml", rule("con*", "dir:.", level) + "# changed\n");
        await().atMost(Duration.ofSeconds(60)).until(() -> home.status().state() == PluginState.RUNNING);
        assertThat(home.ask("kv_set", "k 0 v")).isEqualTo("1");
        assertThat(home.plugins().grants()).isEmpty();

        home.file("fleet.yaml", "version: 1\nrules: []\n");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(home.failure("kv_set", "k 0 v").code())
                        .isIn(StatusCode.PERMISSION_DENIED, StatusCode.UNAVAILABLE));
    }

    /** Gives all that the contract guest asks for. */
    private static String rule(String name, String origin, String more) {
        return "version: 1\nrules:\n  - name: \"" + name + "\"\n    origin: \"" + origin + "\"\n"
                + (ContractPlugin.ASKS.replace("kv: {}", "kv: { max_bytes: 64MiB }") + more).indent(4);
    }
}
