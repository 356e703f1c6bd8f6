package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** One streamed call as a publisher: it begins with the one subscriber, and the guest is held back by its demand. */
final class ChunkPublisher implements Flow.Publisher<byte[]> {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final CallRequest request;
    private final BiConsumer<CallRequest, CompletableFuture<CallResult>> runner;
    private final AtomicBoolean taken = new AtomicBoolean();

    ChunkPublisher(CallRequest request, BiConsumer<CallRequest, CompletableFuture<CallResult>> runner) {
        this.request = request;
        this.runner = runner;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super byte[]> subscriber) {
        Canceller canceller = new Canceller();
        Deadline deadline = request.deadline().orElseGet(() -> Deadline.after(LONGEST));
        ChunkDemand demand = new ChunkDemand(canceller, deadline);
        subscriber.onSubscribe(demand);
        if (!taken.compareAndSet(false, true)) {
            subscriber.onError(new IllegalStateException("a streamed call has one subscriber"));
            return;
        }
        request.cancellation().onCancel(canceller::cancel);
        CompletableFuture<CallResult> done = new CompletableFuture<>();
        CallRequest streamed = request.withDeadline(deadline)
                .withCancellation(canceller)
                .withChunks(chunk -> {
                    if (!demand.take()) {
                        return false;
                    }
                    subscriber.onNext(chunk);
                    return true;
                });
        var unused = done.whenComplete((result, failure) -> {
            if (demand.isCancelled()) {
                return;
            }
            if (failure != null) {
                subscriber.onError(failure);
            } else {
                subscriber.onComplete();
            }
        });
        runner.accept(streamed, done);
    }
}
