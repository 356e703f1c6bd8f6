package io.mortise.manager;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of calls that nobody's thread waits in: at most {@code most} tasks run, at most {@code queue} wait.
 *
 * <p>Answers come in bundles, for an event loop reads several at once; a thread woken for each would find its answer
 * taken. So one thread is on its way at a time, and on taking a task it calls the next one if more wait.
 *
 * <p>Invariant: while a task waits, a thread is on its way or {@code most} of them are inside {@link #work}, each of
 * which looks again before it leaves.
 */
final class CallThreads implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final int most;
    private final int queue;
    private final Object lock = new Object();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    /** Makes a thread where none rests, and takes the one that rested last. */
    private final ThreadPoolExecutor threads;

    private int working;
    private boolean onItsWay;

    CallThreads(int most, int queue, ThreadFactory factory) {
        this.most = most;
        this.queue = queue;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** How many tasks wait. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** @throws RejectedExecutionException if the queue is full, or this is closed */
    @Override
    public void execute(Runnable task) {
        boolean call;
        synchronized (lock) {
            if (waiting.size() >= queue || threads.isShutdown()) {
                throw new RejectedExecutionException(waiting.size() + " calls wait, " + queue + " may");
            }
            waiting.addLast(task);
            call = isOneToCall();
        }
        if (call) {
            begin();
        }
    }

    /** With the lock; whoever is told true starts {@link #work} on a thread. */
    private boolean isOneToCall() {
        if (onItsWay || working == most || waiting.isEmpty()) {
            return false;
        }
        onItsWay = true;
        working++;
        return true;
    }

    private void begin() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            return; // closed in this moment, and what waited is dropped
        }
    }

    private void work() {
        boolean done = false;
        try {
            for (Runnable task = take(true); task != null; task = take(false)) {
                task.run();
            }
            done = true;
        } finally {
            if (!done) {
                replace();
            }
        }
    }

    private @Nullable Runnable take(boolean arrived) {
        Runnable task;
        boolean call;
        synchronized (lock) {
            if (arrived) {
                onItsWay = false;
            }
            task = waiting.pollFirst();
            if (task == null) {
                working--;
                return null;
            }
            call = isOneToCall();
        }
        if (call) {
            begin();
        }
        return task;
    }

    /** A task threw, and its thread dies of it: what waits is for another one. */
    private void replace() {
        boolean call;
        synchronized (lock) {
            working--;
            call = isOneToCall();
        }
        if (call) {
            begin();
        }
    }

    /** Takes no more, drops what waits, interrupts what runs. */
    @Override
    public void close() {
        synchronized (lock) {
            waiting.clear();
            threads.shutdownNow();
        }
    }
}
