package io.mortise.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Threads that call with hardly a pause, and look at every answer. */
final class Callers implements AutoCloseable {
    /** Leaves a machine of two processors something for the compiler that each new version needs. */
    private static final long PAUSE_NANOS = 20_000;

    private final PluginManager manager;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Queue<String> firstFailure = new ArrayBlockingQueue<>(1);
    private volatile boolean stopped;

    private Callers(PluginManager manager) {
        this.manager = manager;
    }

    static Callers start(PluginManager manager, int count) {
        Callers callers = new Callers(manager);
        for (int i = 0; i < count; i++) {
            byte[] payload = ("{\"caller\":" + i + '}').getBytes(UTF_8);
            Thread thread = new Thread(() -> callers.call(payload), "demo/caller-" + i);
            callers.threads.add(thread);
            thread.start();
        }
        return callers;
    }

    private void call(byte[] payload) {
        while (!stopped) {
            try {
                byte[] answer = manager.call(DemoHome.PLUGIN, "echo", payload.clone());
                if (!Arrays.equals(answer, payload)) {
                    failed("another answer than was called for");
                }
            } catch (PluginException e) {
                failed(String.valueOf(e.getMessage()));
            }
            calls.increment();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void failed(String text) {
        failed.increment();
        firstFailure.offer(text);
    }

    long calls() {
        return calls.sum();
    }

    long failed() {
        return failed.sum();
    }

    Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure.peek());
    }

    /** Returns when the last call has ended. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
