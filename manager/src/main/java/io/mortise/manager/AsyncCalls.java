package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/** Calls that hold nobody's thread. */
final class AsyncCalls {
    private final Slots slots;
    private final CallDesk desk;
    private final CallThreads calls;

    AsyncCalls(Slots slots, CallDesk desk, CallThreads calls) {
        this.slots = slots;
        this.desk = desk;
        this.calls = calls;
    }

    /** A serving plugin's runner does it its own way; one that must be waited for takes a thread of the pool. */
    CompletionStage<CallResult> call(CallRequest request) {
        try {
            Slot slot = slots.named(request.plugin());
            return slot.live().isPresent()
                    ? desk.callAsync(request, calls)
                    : CompletableFuture.supplyAsync(() -> desk.call(request), calls);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(full(request).causedBy(e));
        } catch (PluginException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    Flow.Publisher<byte[]> stream(CallRequest request) {
        slots.named(request.plugin());
        return new ChunkPublisher(request, this::run);
    }

    private void run(CallRequest request, CompletableFuture<CallResult> done) {
        try {
            calls.execute(() -> {
                try {
                    done.complete(desk.call(request));
                } catch (PluginException e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(full(request).causedBy(e));
        }
    }

    private PluginException full(CallRequest request) {
        int waiting = calls.waiting();
        return CallErrors.limit(
                slots.named(request.plugin()).subject(),
                "\"%s\" found %d calls waiting for the manager's call threads; call it on a thread of your own"
                        .formatted(request.function(), waiting),
                new Detail.Limit("call queue", waiting + " calls", (waiting + 1) + " calls"));
    }
}
