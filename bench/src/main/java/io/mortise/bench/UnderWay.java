package io.mortise.bench;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Calls that nobody waits for, so many at once. */
final class UnderWay {
    private final int most;

    private UnderWay(int most) {
        this.most = most;
    }

    static UnderWay atMost(int most) {
        return new UnderWay(most);
    }

    /** Nanoseconds from the first call to the end of the last, divided by the calls. */
    double timeOf(int times, Supplier<CompletionStage<?>> call) throws InterruptedException {
        var places = new Semaphore(most);
        var failed = new AtomicReference<Throwable>();
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            places.acquire();
            call.get().whenComplete((answer, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
                places.release();
            });
        }
        places.acquire(most);
        double each = (System.nanoTime() - begin) / (double) times;
        if (failed.get() != null) {
            throw new IllegalStateException("a call failed", failed.get());
        }
        return each;
    }
}
