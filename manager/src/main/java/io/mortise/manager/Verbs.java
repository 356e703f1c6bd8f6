package io.mortise.manager;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Runs one verb of a runner on a thread of its own under a deadline. An overdue one is interrupted, abandoned and
 * counted; whoever waits goes on. The threads are as many as there are waiting workers, and the abandoned.
 */
final class Verbs {
    private final Bugs bugs;
    private final LongAdder abandoned = new LongAdder();

    Verbs(Bugs bugs) {
        this.bugs = bugs;
    }

    /**
     * @param duty {@code load}, {@code start}, {@code health}, {@code stop}: names the thread
     * @throws PluginException what the verb threw; DEADLINE_PASSED when overdue; CANCELLED; HOST_BUG
     */
    <T> T within(Subject subject, String duty, Deadline deadline, Cancellation cancellation, Supplier<T> verb) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(verb.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "plugin/" + subject.plugin() + '#' + subject.generation() + '/' + duty);
        thread.setDaemon(true);
        thread.start();
        Cancellation.Registration hook = cancellation.onCancel(() -> result.cancel(false));
        try {
            return result.get(Math.max(0, deadline.remainingNanos()), NANOSECONDS);
        } catch (ExecutionException e) {
            throw translated(subject, duty, e.getCause());
        } catch (TimeoutException e) {
            abandon(thread);
            throw overdue(subject, duty, deadline);
        } catch (CancellationException e) {
            abandon(thread);
            throw PluginException.of(Failure.CANCELLED, subject, "its " + duty + " was cut short by the operator");
        } catch (InterruptedException e) {
            abandon(thread);
            Thread.currentThread().interrupt();
            throw PluginException.of(Failure.CANCELLED, subject, "its " + duty + " was cut short by the manager's end");
        } finally {
            hook.close();
        }
    }

    private void abandon(Thread thread) {
        abandoned.increment();
        thread.interrupt();
    }

    private PluginException translated(
            Subject subject, String duty, @org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof PluginException failure) {
            return failure;
        }
        return bugs.told(subject, "its " + duty, cause == null ? new IllegalStateException("no cause") : cause);
    }

    private static PluginException overdue(Subject subject, String duty, Deadline deadline) {
        String setting = duty.equals("load") || duty.equals("start") ? "; raise limits.start_timeout" : "";
        return PluginException.of(
                Failure.DEADLINE_PASSED,
                subject,
                "its " + duty + " took longer than " + CallErrors.duration(deadline.limit()) + setting,
                new Detail.Timing(deadline.limit(), "the manager", deadline.limit(), Duration.ZERO));
    }

    /** Verbs that did not end in time since the manager opened. */
    long abandoned() {
        return abandoned.sum();
    }
}
