package io.mortise.manager.internal.json;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what foreign input makes expensive on a thread of its own, which this method owns: after the time it is
 * interrupted and left to run into its own bounds.
 */
final class BoundedWork {
    /** So many times the patience are waited for work that the machine does not get to. */
    private static final int BUSY_MACHINE = 10;

    private BoundedWork() {}

    static <T> T within(Duration patience, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "schema/check");
        thread.setDaemon(true);
        thread.start();
        try {
            for (int waits = 1; ; waits++) {
                try {
                    return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (waits == BUSY_MACHINE || hasWorked(thread, patience)) {
                        thread.interrupt();
                        throw new BadSchema("takes longer than " + patience.toMillis() + " ms to check");
                    }
                }
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BadSchema("was not checked: interrupted");
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        }
    }

    /** By the processor's time: on a busy machine the wall clock would call a good schema bad. */
    private static boolean hasWorked(Thread thread, Duration patience) {
        long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        return nanos < 0 || nanos >= patience.toNanos();
    }

    private static RuntimeException translated(@Nullable Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return new BadSchema("is nested too deeply");
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
