package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private final Generation generation = Fakes.generation(1);

    @Test
    void tryEnter_refuses_onceDrainingBegan() throws Exception {
        assertThat(generation.tryEnter()).isTrue();

        generation.beginDrain();

        assertThat(generation.tryEnter()).isFalse();
        assertThat(generation.inside()).isOne();
        assertThat(generation.awaitIdle(Duration.ZERO)).isFalse();
        generation.leave();
        assertThat(generation.awaitIdle(Duration.ZERO)).isTrue();
    }

    @Test
    void tryRetireIdle_refuses_whileSomebodyIsInside() {
        generation.tryEnter();
        assertThat(generation.tryRetireIdle()).isFalse();

        generation.leave();

        assertThat(generation.tryRetireIdle()).isTrue();
        assertThat(generation.tryEnter()).isFalse();
    }

    @Test
    void beginDrain_twice_isIdleOnce() throws Exception {
        generation.beginDrain();
        generation.beginDrain();

        assertThat(generation.awaitIdle(Duration.ZERO)).isTrue();
        assertThat(generation.inside()).isZero();
    }

    /** The heart of the reload: callers that only ever hold the place, and 20,000 successors. */
    @Test
    void swap_losesNoCall_andLetsNobodyIntoAnEndedGeneration() throws Exception {
        AtomicReference<Generation> place = new AtomicReference<>(Fakes.generation(1));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        AtomicLong insideEnded = new AtomicLong();
        java.util.Set<Generation> ended = java.util.concurrent.ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            new Thread(() -> {
                        while (!stop.get()) {
                            Generation mine = place.get();
                            if (mine.tryEnter()) {
                                if (ended.contains(mine)) {
                                    insideEnded.incrementAndGet();
                                }
                                calls.incrementAndGet();
                                mine.leave();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }

        for (int i = 2; i < 20_002; i++) {
            Generation old = place.getAndSet(Fakes.generation(i));
            old.beginDrain();
            assertThat(old.awaitIdle(Duration.ofSeconds(10))).isTrue();
            ended.add(old);
        }
        stop.set(true);
        done.await();

        assertThat(insideEnded).hasValue(0);
        assertThat(calls.get()).isPositive();
    }
}
