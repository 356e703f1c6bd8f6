package io.mortise.wasm;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.wasm.internal.run.Frame;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The right to hold an instance: so many at once, the next one waits its turn. A chain of calls that already holds one
 * never waits, because it could wait for itself; it gets a place above the maximum, of which there are as many again.
 */
final class Places {
    private final GuestPlan plan;
    private final Semaphore regular;
    private final Semaphore above;

    Places(GuestPlan plan) {
        this.plan = plan;
        this.regular = new Semaphore(plan.places(), true);
        this.above = new Semaphore(plan.places(), true);
    }

    /** A permit to release. LIMIT_REACHED, DEADLINE_PASSED, CANCELLED. */
    Semaphore take(Call call) {
        try {
            // Unlike tryAcquire(), the timed one keeps the queue's order.
            if (regular.tryAcquire(0, NANOSECONDS)) {
                return regular;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(call);
        }
        if (!call.chain().holds(plan.subject().plugin())) {
            return await(call);
        }
        if (!above.tryAcquire()) {
            throw CallErrors.busyInChain(plan.subject(), call.function(), plan.places());
        }
        plan.environment().listener().counted("instance.above_maximum");
        return above;
    }

    /** A regular permit if one is free right now; for probes. */
    boolean takeNow() {
        return regular.tryAcquire();
    }

    Semaphore regular() {
        return regular;
    }

    /** Waits until nobody holds a permit; false when somebody still does. */
    boolean awaitEmpty(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return drained(regular, end) && drained(above, end);
    }

    private boolean drained(Semaphore permits, long end) {
        try {
            if (permits.tryAcquire(plan.places(), Math.max(0, end - System.nanoTime()), NANOSECONDS)) {
                permits.release(plan.places());
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The frame lets deadline and cancellation end the waiting as they end a guest. */
    private Semaphore await(Call call) {
        Duration patience = plan.limits().waitTimeout();
        Frame frame = plan.shared().ticker.frame(plan.cutOff());
        boolean wasInterrupted = false;
        long began = System.nanoTime();
        frame.begin(call);
        try {
            long nanos = Math.min(patience.toNanos(), call.deadline().remainingNanos());
            if (regular.tryAcquire(nanos, NANOSECONDS)) {
                return regular;
            }
        } catch (InterruptedException e) {
            wasInterrupted = true;
        } finally {
            frame.end();
            frame.close();
            plan.environment().listener().waited(Duration.ofNanos(System.nanoTime() - began));
        }
        if (wasInterrupted && !frame.hasExpired()) {
            Thread.currentThread().interrupt();
            throw cancelled(call);
        }
        if (call.cancellation().isCancelled()) {
            throw cancelled(call);
        }
        if (call.deadline().hasPassed()) {
            throw CallErrors.deadlinePassed(
                    plan.subject(), call.function(), call.deadline(), Duration.ZERO, Duration.ZERO);
        }
        throw CallErrors.busy(plan.subject(), call.function(), plan.places(), patience);
    }

    private RuntimeException cancelled(Call call) {
        return CallErrors.cancelled(plan.subject(), call.function());
    }
}
