package io.mortise.wasm.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameTest {
    private final Ticker ticker = new Ticker();
    private final CutOff cutOff = new CutOff();
    private final Frame frame = ticker.frame(cutOff);

    @AfterEach
    void close() {
        ticker.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Call call(Duration limit) {
        return Call.of(new CallId(1), "f", new byte[0], Deadline.after(limit));
    }

    private static void untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void guest_isInterrupted_whenItsTimeIsUp() {
        frame.begin(call(Duration.ofMillis(20)));
        untilInterrupted();
        frame.end();

        assertThat(frame.hasExpired()).isTrue();
    }

    @Test
    void guest_isInterrupted_whenItIsCancelledOrCutOff() {
        Canceller canceller = new Canceller();
        frame.begin(call(Duration.ofMinutes(1)).withCancellation(canceller));
        canceller.cancel();
        untilInterrupted();
        frame.end();
        assertThat(frame.hasExpired()).isTrue();

        frame.begin(call(Duration.ofMinutes(1)));
        cutOff.now();
        untilInterrupted();
        frame.end();
        assertThat(frame.wasCutOff()).isTrue();
    }

    @Test
    void host_isNeverInterrupted_andTheGuestUnwindsAfterIt() {
        frame.begin(call(Duration.ofMillis(20)));
        frame.enterHost();
        long ticks = System.nanoTime() + Duration.ofMillis(100).toNanos();
        await().until(() -> System.nanoTime() > ticks);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        assertThatThrownBy(frame::leaveHost).isInstanceOf(Unwind.Expired.class);
        frame.end();

        assertThat(frame.hasExpired()).isTrue();
        assertThat(frame.inHost()).isBetween(Duration.ofMillis(10), Duration.ofMillis(200));
    }

    @Test
    void host_isNotEntered_whenTheTimeIsUp() {
        frame.begin(call(Duration.ofMillis(20)));
        untilInterrupted();

        assertThatThrownBy(frame::enterHost).isInstanceOf(Unwind.Expired.class);
        frame.end();
    }

    @Test
    void interrupt_ofSomebodyElse_isLeftInTheFlag() {
        frame.begin(call(Duration.ofMinutes(1)));
        Thread.currentThread().interrupt();
        frame.end();

        assertThat(frame.hasExpired()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interrupt_neverReachesTheHostOrWhatComesAfter_whenDeadlinesAreRandom() throws Exception {
        CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new CompletableFuture<>();
            CompletableFuture<?> done = threads[i];
            Thread thread = new Thread(() -> {
                try {
                    hammer();
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
            thread.start();
        }
        CompletableFuture.allOf(threads).get();
    }

    private void hammer() {
        Frame own = ticker.frame(new CutOff());
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < 700; i++) {
            own.begin(call(Duration.ofNanos(random.nextInt(2_000_000))));
            try {
                for (int j = 0; j < 5; j++) {
                    long end = System.nanoTime() + random.nextInt(200_000);
                    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    own.enterHost();
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    own.leaveHost();
                }
            } catch (Unwind.Expired e) {
                // The frame says so itself.
            }
            own.end();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        own.close();
    }
}
