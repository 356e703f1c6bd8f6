package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A call that outlives a reload and its rollback. */
@Timeout(60)
class LongCallTest {
    private static final String FUNCTIONS = "functions: { hold: { timeout: 50s }, trap: {} }";

    @TempDir
    Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Test
    void longCall_insideWhatWasBroughtBack_isNoDrain() throws Exception {
        TestHome home = new TestHome(directory)
                .settings("reload: { quiet: 1ms, drain_timeout: 50s }")
                .guest("one", guest())
                .guest("two", guest())
                .plugin("echo", "1.0.0", "one", FUNCTIONS);
        try (PluginManager plugins = home.builder().open()) {
            CompletableFuture<String> held = CompletableFuture.supplyAsync(
                    () -> plugins.call("echo", "hold", "{}"), call -> new Thread(call).start());
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            home.plugin("echo", "1.1.0", "two", FUNCTIONS);
            plugins.reload("echo");
            assertThat(plugins.status("echo").draining()).isOne();

            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> plugins.call("echo", "trap", "{}")).isInstanceOf(PluginException.class);
            }

            assertThat(plugins.status("echo").generation()).isOne();
            // Counted as one, it would keep the reload after the next waiting as long as it lasts.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> plugins.status("echo").draining() == 0);
            assertThat(held).isNotDone();
            leave.countDown();
            assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo("held");
        } finally {
            leave.countDown();
        }
    }

    private FakeGuest guest() {
        return new FakeGuest()
                .on("hold", (call, host) -> {
                    entered.countDown();
                    try {
                        return (leave.await(40, TimeUnit.SECONDS) ? "held" : "late").getBytes(UTF_8);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .on("trap", (call, host) -> {
                    throw CallErrors.trapped(
                            Subject.unstarted(PluginId.of("echo"), "1.0.0"),
                            "trap",
                            new Detail.Trap("unreachable", "", List.of()));
                });
    }
}
