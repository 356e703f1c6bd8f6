package io.mortise.manager;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The manager's own threads, all bounded, all daemon, all ended by it. */
final class Pools implements AutoCloseable {
    private static final int CALLS = 64;
    private static final int CALL_QUEUE = 1_024;
    private static final int PROBES = 4;

    private final ThreadPoolExecutor reloads;
    private final CallThreads calls;
    private final ThreadPoolExecutor probes;

    Pools() {
        int workers = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
        // A slot has at most one request in this queue, so it is as long as there are plugins.
        reloads = pool("mortise/reload-", workers, new LinkedBlockingQueue<>());
        calls = new CallThreads(CALLS, CALL_QUEUE, daemons("mortise/call-"));
        probes = pool("mortise/probe-", PROBES, new LinkedBlockingQueue<>());
    }

    private static ThreadPoolExecutor pool(String name, int size, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, queue, daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs reloads. */
    ThreadPoolExecutor reloads() {
        return reloads;
    }

    /** Runs calls that nobody's thread waits in; refuses when 1,024 wait. */
    CallThreads calls() {
        return calls;
    }

    /** Runs probes; at most one for each plugin is queued. */
    ThreadPoolExecutor probes() {
        return probes;
    }

    @Override
    public void close() {
        reloads.shutdownNow();
        calls.close();
        probes.shutdownNow();
    }
}
