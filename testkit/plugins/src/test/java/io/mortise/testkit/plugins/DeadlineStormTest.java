package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls whose deadlines pass at any instant of a host call leave the service whole for everybody else. */
@Timeout(300)
class DeadlineStormTest {
    @TempDir
    Path directory;

    @Test
    void hundredsOfCalls_withDeadlinesOfAFewMilliseconds_neverHarmAnotherPluginsKv() throws Exception {
        storm(200);
    }

    @Test
    @Tag("slow")
    void tenThousandCalls_withDeadlinesOfAFewMilliseconds_neverHarmAnotherPluginsKv() throws Exception {
        storm(10_000);
    }

    private void storm(int calls) throws Exception {
        Random random = new Random(42);
        Set<Failure> met = EnumSet.noneOf(Failure.class);
        Queue<Throwable> harmed = new ConcurrentLinkedQueue<>();
        LongAdder others = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        try (ContractHome home = ContractHome.in(directory, RuntimeKind.WASM)) {
            home.plugin().write();
            home.plugin("other").write();
            home.open();
            home.ask("kv_set", "k 0 v");
            Thread other = new Thread(() -> other(home, over, others, harmed), "other");
            other.start();

            for (int i = 0; i < calls; i++) {
                Duration limit = Duration.ofNanos(1_000_000 + random.nextInt(4_000_000));
                try {
                    home.plugins()
                            .call(CallRequest.of("contract", "host_calls", "20000")
                                    .withTimeout(limit));
                } catch (PluginException e) {
                    met.add(e.failure());
                }
            }
            over.set(true);
            other.join();

            assertThat(harmed).isEmpty();
            assertThat(others.sum()).isPositive();
            assertThat(met).containsExactly(Failure.DEADLINE_PASSED);
            assertThat(home.ask("kv_get", "k")).isEqualTo("v");
        }
    }

    private static void other(ContractHome home, AtomicBoolean over, LongAdder count, Queue<Throwable> harmed) {
        while (!over.get()) {
            try {
                home.plugins().call("other", "kv_set", "k 0 mine");
                assertThat(home.plugins().call("other", "kv_get", "k")).isEqualTo("mine");
                count.increment();
            } catch (RuntimeException | AssertionError e) {
                harmed.add(e);
            }
        }
    }
}
