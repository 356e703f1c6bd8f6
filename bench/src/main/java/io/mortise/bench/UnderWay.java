package io.mortise.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Calls that nobody waits for, so many at once: each answer begins the next call. */
final class UnderWay {
    private final int most;

    private UnderWay(int most) {
        this.most = most;
    }

    static UnderWay atMost(int most) {
        return new UnderWay(most);
    }

    /** Nanoseconds from the first call to the end of the last, divided by the calls. */
    double timeOf(int times, Supplier<? extends CompletionStage<?>> call) {
        var left = new AtomicInteger(times);
        var chains = new CompletableFuture<?>[most];
        long begin = System.nanoTime();
        for (int i = 0; i < most; i++) {
            chains[i] = new CompletableFuture<>();
            next(call, left, chains[i]);
        }
        CompletableFuture.allOf(chains).join();
        return (System.nanoTime() - begin) / (double) times;
    }

    private static void next(
            Supplier<? extends CompletionStage<?>> call, AtomicInteger left, CompletableFuture<?> chain) {
        if (left.getAndDecrement() <= 0) {
            chain.complete(null);
            return;
        }
        call.get().whenComplete((answer, failure) -> {
            if (failure != null) {
                chain.completeExceptionally(failure);
            } else {
                next(call, left, chain);
            }
        });
    }
}
