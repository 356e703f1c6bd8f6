package io.mortise.manager;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The manager's own threads, all bounded, all daemon, all ended by it. */
final class Pools implements AutoCloseable {
    private static final int CALLS = 64;
    private static final int CALL_QUEUE = 1_024;
    private static final int PROBES = 4;

    private final ThreadPoolExecutor reloads;
    private final ThreadPoolExecutor calls;
    private final ThreadPoolExecutor probes;

    Pools() {
        int workers = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
        // A slot has at most one request in this queue, so it is as long as there are plugins.
        reloads = pool("mortise/reload-", workers, new LinkedBlockingQueue<>());
        calls = pool("mortise/call-", CALLS, new ArrayBlockingQueue<>(CALL_QUEUE));
        probes = pool("mortise/probe-", PROBES, new LinkedBlockingQueue<>());
    }

    private static ThreadPoolExecutor pool(String name, int size, BlockingQueue<Runnable> queue) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, queue, task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs reloads. */
    ThreadPoolExecutor reloads() {
        return reloads;
    }

    /** Runs calls that nobody's thread waits in; refuses when 1,024 wait. */
    ThreadPoolExecutor calls() {
        return calls;
    }

    /** Runs probes; at most one for each plugin is queued. */
    ThreadPoolExecutor probes() {
        return probes;
    }

    @Override
    public void close() {
        reloads.shutdownNow();
        calls.shutdownNow();
        probes.shutdownNow();
    }
}
