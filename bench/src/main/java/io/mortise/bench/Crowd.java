package io.mortise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers at once, each on a thread that stays. */
final class Crowd implements AutoCloseable {
    private final int callers;
    private final ExecutorService threads;

    Crowd(int callers) {
        this.callers = callers;
        threads = Executors.newFixedThreadPool(callers, task -> {
            Thread thread = new Thread(task, "bench/caller");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Nanoseconds from the first call to the end of the last, divided by the calls. */
    double timeOf(int times, Runnable call) throws InterruptedException, ExecutionException {
        List<Future<?>> all = new ArrayList<>();
        long begin = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < times / callers; i++) {
                    call.run();
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        return (System.nanoTime() - begin) / (double) (times / callers * callers);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
