package io.mortise.sdk;

import io.grpc.Status;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The bounded threads on which handlers run, and the bounded queue before them. */
final class HandlerPool {
    private static final long IDLE_SECONDS = 30;

    private final String refusal;
    private final ThreadPoolExecutor threads;

    HandlerPool(String duty, int running, int waiting) {
        refusal = running + " calls run in this plugin and " + waiting + " wait";
        var number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                running, running, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    var thread = new Thread(task, "mortise/" + duty + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the task soon. @throws StatusRuntimeException RESOURCE_EXHAUSTED when the queue is full */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription(refusal)
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
