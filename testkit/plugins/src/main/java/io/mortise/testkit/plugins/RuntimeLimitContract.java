package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Every limit that a manifest or the settings can write moves what a call meets, on each runtime that enforces it. */
public abstract class RuntimeLimitContract extends OwnHomeContract {
    @Test
    void timeout_isTheCallsDeadline_andTheSettingsMoveIt() {
        home.plugin().with("limits: { timeout: 150ms }\n").write();
        home.open();
        assertThat(home.failure("spin", "").getMessage()).contains("deadline of 150 ms");

        home.settings("limits: { contract: { timeout: 250ms } }\n");
        home.open();
        assertThat(home.failure("spin", "").getMessage()).contains("deadline of 250 ms");
    }

    @Test
    void payload_isBoundedByTheAsk_andTheSettingsMoveIt() {
        home.plugin().with("limits: { payload: 2KiB }\n").write();
        home.open();
        assertThat(home.ask("echo", "x".repeat(2048))).hasSize(2048);
        assertThat(home.failure("echo", "x".repeat(2049)).failure()).isEqualTo(Failure.LIMIT_REACHED);

        home.settings("limits: { contract: { payload: 1KiB } }\n");
        home.open();
        assertThat(home.failure("echo", "x".repeat(1025)).getMessage()).contains("1025 bytes, allowed are 1024");
    }

    @Test
    void concurrency_boundsTheCallsInside_andTheWaitIsBounded() throws Exception {
        home.plugin().with("limits: { concurrency: 1, wait_timeout: 150ms }\n").write();
        home.open();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        home.app(payload -> {
            inside.countDown();
            awaitQuietly(go);
            return payload;
        });
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> home.ask("app_call", "app.echo\nheld"));
        inside.await();

        PluginException failure = home.failure("echo", "second");
        go.countDown();

        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"echo\" waited 150 ms for one of 1 places; raise limits.concurrency or"
                        + " limits.wait_timeout [LIMIT_REACHED]");
        assertThat(held.get()).isEqualTo("held");
        assertThat(home.ask("echo", "free again")).isEqualTo("free again");
    }

    @Test
    void chain_thatComesBack_isRefusedAtOnce_whenNoPlaceIsLeft() {
        home.plugin().with("limits: { concurrency: 1, wait_timeout: 20s }\n").write();
        home.open();
        long begin = System.nanoTime();

        String self = "{\"plugin\":\"contract\",\"function\":\"plugin_call\"}\n";
        PluginException failure =
                home.failure("plugin_call", self + self + "{\"plugin\":\"contract\",\"function\":\"echo\"}\nmyself");

        assertThat(failure.code()).isEqualTo(io.mortise.api.host.StatusCode.RESOURCE_EXHAUSTED);
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
