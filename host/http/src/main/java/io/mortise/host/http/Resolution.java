package io.mortise.host.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Name resolution that ends with its caller's deadline although the system's does not. The threads are few, and one
 * session gets only a part of them: a plugin whose names never resolve stops nobody else. Any thread.
 */
final class Resolution implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int PER_SESSION = 4;

    private final Resolver resolver;
    private final ThreadPoolExecutor executor;

    Resolution(Resolver resolver) {
        this.resolver = resolver;
        AtomicInteger count = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                THREADS, THREADS, 30, SECONDS, new ArrayBlockingQueue<>(THREADS * PER_SESSION), work -> {
                    Thread thread = new Thread(work, "http/resolve-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** The share of one session. */
    Share open() {
        return new Share();
    }

    /** Waits for nothing: threads inside the system's resolution end when that does. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** What one session may have going at once. Any thread. */
    final class Share {
        private final Semaphore places = new Semaphore(PER_SESSION);

        /**
         * @throws UnknownHostException when there is no such name
         * @throws HostFailure DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED
         */
        List<InetAddress> resolve(String name, Deadline deadline, Cancellation cancellation)
                throws UnknownHostException, InterruptedException {
            if (!places.tryAcquire(deadline.remainingNanos(), NANOSECONDS)) {
                throw new HostFailure(
                        StatusCode.DEADLINE_EXCEEDED,
                        "resolving " + name + " waited for " + PER_SESSION + " others until the deadline");
            }
            FutureTask<List<InetAddress>> task = new FutureTask<>(() -> resolver.resolve(name));
            enqueue(task);
            Cancellation.Registration registration = cancellation.onCancel(() -> task.cancel(true));
            try {
                return task.get(deadline.remainingNanos(), NANOSECONDS);
            } catch (TimeoutException e) {
                task.cancel(true);
                throw new HostFailure(StatusCode.DEADLINE_EXCEEDED, "resolving " + name + " took until the deadline");
            } catch (CancellationException e) {
                throw new HostFailure(StatusCode.CANCELLED, "the call was cancelled while " + name + " was resolved");
            } catch (ExecutionException e) {
                UnknownHostException unknown = new UnknownHostException(name);
                unknown.initCause(e.getCause());
                throw unknown;
            } finally {
                registration.close();
            }
        }

        /** The place is free again when the thread is, not when the caller has given up. */
        private void enqueue(FutureTask<List<InetAddress>> task) {
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        places.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                places.release();
                throw new HostFailure(StatusCode.RESOURCE_EXHAUSTED, "too many names are being resolved; try later");
            }
        }
    }
}
