package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large messages and many calls. */
@Timeout(60)
class SizesTest {
    @TempDir
    Path directory;

    @Test
    void fiveMebibytes_passBothWays() throws Exception {
        try (Bench bench = new Bench(directory);
                FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
            bench.limits = Limits.GRPC.withPayloadBytes(5 << 20);
            byte[] large = new byte[5 << 20];
            large[large.length - 1] = 7;
            Runner runner = bench.start(peer.spec(bench));

            byte[] back = runner.call(Call.of(new CallId(1), "greet", large, Deadline.after(Duration.ofSeconds(30))))
                    .payload();

            assertThat(back).isEqualTo(large);
        }
    }

    @Test
    void aThousandCallers_shareThePlacesThereAre() throws Exception {
        try (Bench bench = new Bench(directory);
                FakePeer peer = FakePeer.serving(new Counting())) {
            bench.limits = Limits.GRPC.withConcurrency(8).withWaitTimeout(Duration.ofSeconds(30));
            Runner runner = bench.start(peer.spec(bench));
            var callers = Executors.newFixedThreadPool(50);
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String input = "n" + i;
                all.add(CompletableFuture.supplyAsync(
                        () -> runner.call(Bench.call("greet", input)).text(), callers));
            }

            for (int i = 0; i < 1000; i++) {
                assertThat(all.get(i).get()).isEqualTo("n" + i);
            }
            callers.shutdown();
            assertThat(Counting.MOST.get()).isBetween(1, 8);
        }
    }

    /** Counts how many calls are inside at once; answers from another thread, so that they can overlap. */
    private static final class Counting extends ScriptedPlugin {
        static final AtomicInteger MOST = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();

        Counting() {
            var echo = onCall;
            onCall = (request, reply) -> {
                MOST.accumulateAndGet(inside.incrementAndGet(), Math::max);
                CompletableFuture.runAsync(() -> {
                    inside.decrementAndGet();
                    echo.accept(request, reply);
                });
            };
        }
    }
}
