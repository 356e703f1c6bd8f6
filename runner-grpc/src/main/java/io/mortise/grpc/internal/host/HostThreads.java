package io.mortise.grpc.internal.host;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which one generation's host calls run: at most {@code size}, as many tasks again wait, one more is
 * rejected. An idle thread is used before a new one is made, and goes after half a minute.
 */
final class HostThreads implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final Waiting waiting = new Waiting();
    private final ThreadPoolExecutor pool;
    private final int size;

    /** Takes a task only when an idle thread waits for it; otherwise the pool makes a thread or refuses. */
    private static final class Waiting extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    HostThreads(int size, String threadPrefix) {
        this.size = size;
        var number = new AtomicInteger();
        pool = new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, waiting, task -> {
            var thread = new Thread(task, threadPrefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRejectedExecutionHandler((task, full) -> enqueue(task));
    }

    private void enqueue(Runnable task) {
        if (pool.isShutdown() || waiting.size() >= size) {
            throw new RejectedExecutionException("all threads are busy and the queue is full");
        }
        waiting.put(task);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Takes no more; what runs ends by its own deadline, what waits is dropped. */
    @Override
    public void close() {
        pool.shutdown();
        waiting.clear();
    }
}
