package io.mortise.wasm;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.LogLine;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the instances that are to be kept ready, in the background: one after the other, never two at once, and after a
 * failure only when a pause is over, each twice as long as the one before.
 */
final class Refill {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

    private final GuestPlan plan;
    private final GuestMaker maker;
    private final GuestPool pool;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private final Semaphore making = new Semaphore(1);
    private volatile long notBefore;
    private volatile boolean isPausing;
    private Duration pause = FIRST_PAUSE;

    Refill(GuestPlan plan, GuestMaker maker, GuestPool pool) {
        this.plan = plan;
        this.maker = maker;
        this.pool = pool;
    }

    /** Makes what is missing, soon and elsewhere, unless that is being done or is to wait. */
    void begin(long now) {
        if ((isPausing && now - notBefore < 0) || !isAsked.compareAndSet(false, true)) {
            return;
        }
        try {
            plan.environment().calls().execute(this::run);
        } catch (RejectedExecutionException e) {
            isAsked.set(false);
            // The sweep asks again.
            plan.environment().listener().counted("instance.refill_refused");
        }
    }

    private void run() {
        if (!making.tryAcquire()) {
            // The end came first and keeps it.
            return;
        }
        try {
            while (pool.lacksInstances()) {
                pool.adopt(maker.make(Deadline.after(plan.limits().startTimeout()), Cancellation.NONE));
            }
            pause = FIRST_PAUSE;
            isPausing = false;
        } catch (PluginException e) {
            if (!plan.cutOff().hasHappened()) {
                later(e);
            }
        } finally {
            making.release();
            isAsked.set(false);
        }
    }

    private void later(PluginException failure) {
        notBefore = System.nanoTime() + pause.toNanos();
        isPausing = true;
        pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
        plan.environment().listener().counted("instance.refill_failed");
        plan.host()
                .log(
                        plan.host().background(),
                        LogLine.of(LogLine.Level.WARN, "an instance to keep ready was not made: " + failure.text()));
    }

    /** Nothing is made any more when this returns true. */
    boolean end(Duration patience) {
        try {
            return making.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
