package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.Canceller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlacesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Call call() {
        return Bench.call("f", "");
    }

    @Test
    void whoComesFirst_isServedFirst() {
        var places = new Places(1);
        assertThat(places.tryEnter()).isTrue();
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            var waiter = new Thread(() -> {
                places.enter(call(), LONG);
                served.add(number);
                places.leave();
            });
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            waiters.add(waiter);
        }

        places.leave();

        await().untilAsserted(() -> assertThat(served).containsExactly(0, 1, 2, 3));
    }

    @Test
    void aWait_endsWithItsCancellation() throws Exception {
        var places = new Places(0);
        var canceller = new Canceller();
        var outcome = CompletableFuture.supplyAsync(() -> places.enter(call().withCancellation(canceller), LONG));

        canceller.cancel();

        assertThat(outcome.get()).isEqualTo(Places.Entry.CANCELLED);
    }

    @Test
    void aWait_endsWithItsPatience() {
        assertThat(new Places(0).enter(call(), Duration.ofMillis(1))).isEqualTo(Places.Entry.FULL);
    }

    @Test
    void noPlaceIsLostOrMade_whenManyComeGoAndGiveUp() throws Exception {
        var places = new Places(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            all.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5_000; i++) {
                    Duration patience =
                            Duration.ofNanos(ThreadLocalRandom.current().nextInt(50_000));
                    if (places.enter(call(), patience) == Places.Entry.ENTERED) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        places.leave();
                    }
                }
            }));
        }
        for (CompletableFuture<Void> one : all) {
            one.get();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(places.tryEnter() && places.tryEnter() && places.tryEnter()).isTrue();
        assertThat(places.tryEnter()).isFalse();
    }
}
