package io.mortise.manager.internal.json;

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
    private BoundedWork() {}

    static <T> T within(Duration patience, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "schema/check");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new BadSchema("takes longer than " + patience.toMillis() + " ms to check");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BadSchema("was not checked: interrupted");
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        }
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
