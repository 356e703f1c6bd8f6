package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallThreadsTest {
    private static final int MOST = 8;
    private static final int QUEUE = 16;

    private final Set<String> thrown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final CallThreads threads = new CallThreads(MOST, QUEUE, this::daemon);

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "call-" + made.incrementAndGet());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dying, why) -> thrown.add(String.valueOf(why.getMessage())));
        return thread;
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void tasks_runAtOnce_whenEachWaitsForTheOthers() throws Exception {
        var all = new CyclicBarrier(MOST + 1);

        for (int i = 0; i < MOST; i++) {
            threads.execute(() -> meet(all));
        }

        all.await(10, TimeUnit.SECONDS);
        assertThat(made).hasValue(MOST);
    }

    @Test
    void tasks_areRefused_whenAllThreadsAreBusyAndTheQueueIsFull() throws Exception {
        var release = new CountDownLatch(1);
        var ran = new AtomicInteger();
        var busy = new CountDownLatch(MOST);
        for (int i = 0; i < MOST; i++) {
            threads.execute(() -> {
                busy.countDown();
                waitFor(release);
            });
        }
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < QUEUE; i++) {
            threads.execute(ran::incrementAndGet);
        }

        assertThatThrownBy(() -> threads.execute(ran::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("16 calls wait, 16 may");
        assertThat(threads.waiting()).isEqualTo(QUEUE);
        release.countDown();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ran).hasValue(QUEUE));
        assertThat(threads.waiting()).isZero();
    }

    @Test
    void threads_areUsedAgain_whenTasksComeOneByOne() throws Exception {
        for (int i = 0; i < 50; i++) {
            var done = new CountDownLatch(1);
            threads.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(made.get()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void tasks_allRun_whenManyComeFromEverywhereAndSomeThrow() throws Exception {
        int each = 20_000;
        var ran = new AtomicInteger();
        var producers = new Thread[4];
        for (int p = 0; p < producers.length; p++) {
            producers[p] = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    insist(ran, i);
                }
            });
            producers[p].start();
        }
        for (Thread producer : producers) {
            producer.join();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ran).hasValue(producers.length * each));
        assertThat(threads.waiting()).isZero();
        assertThat(thrown).containsExactly("a task's own");
    }

    private void insist(AtomicInteger ran, int i) {
        while (true) {
            try {
                threads.execute(() -> {
                    ran.incrementAndGet();
                    if (i % 1000 == 0) {
                        throw new IllegalStateException("a task's own");
                    }
                });
                return;
            } catch (RejectedExecutionException e) {
                Thread.onSpinWait(); // full: they are being worked on
            }
        }
    }

    @Test
    void close_interruptsWhatRunsAndDropsWhatWaits() throws Exception {
        var interrupted = ConcurrentHashMap.<Integer>newKeySet();
        var busy = new CountDownLatch(MOST);
        for (int i = 0; i < MOST; i++) {
            int number = i;
            threads.execute(() -> {
                busy.countDown();
                if (!waitFor(new CountDownLatch(1))) {
                    interrupted.add(number);
                }
            });
        }
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        threads.execute(() -> interrupted.add(-1));

        threads.close();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(interrupted).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7));
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** False when interrupted. */
    private static boolean waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
