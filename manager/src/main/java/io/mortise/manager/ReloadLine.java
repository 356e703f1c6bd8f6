package io.mortise.manager;

import io.mortise.api.error.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The reloads of one slot, one at a time: this is its reload lock, and no call ever takes it.
 *
 * <p>Invariant: at most one request runs and at most one waits; the waiting one takes in all that come later, reads
 * fresh content when it begins, and begins only while fewer than two generations drain.
 */
final class ReloadLine {
    private static final int MOST_DRAINING = 2;
    private static final ReloadOutcome CLOSING =
            new ReloadOutcome.Refused(Failure.CANCELLED, "the manager is closing [CANCELLED]");

    private final Slot slot;
    private final Reload reload;
    private final Drains drains;
    private final Executor workers;
    private final Object lock = new Object();
    private Optional<ReloadRequest> running = Optional.empty();
    private Optional<ReloadRequest> waiting = Optional.empty();
    private boolean closed;

    ReloadLine(Slot slot, Reload reload, Drains drains, Executor workers) {
        this.slot = slot;
        this.reload = reload;
        this.drains = drains;
        this.workers = workers;
    }

    /** Answers when it is done. */
    CompletableFuture<ReloadOutcome> request(Wish wish) {
        ReloadRequest mine;
        Optional<ReloadRequest> cut = Optional.empty();
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.completedFuture(CLOSING);
            }
            mine = waiting.map(earlier -> earlier.join(wish)).orElseGet(() -> ReloadRequest.of(wish));
            waiting = Optional.of(mine);
            if (wish.cuts()) {
                cut = running;
            }
        }
        cut.ifPresent(request -> request.canceller().cancel());
        next();
        return mine.outcome();
    }

    /** Begins the waiting request if it may begin. */
    void next() {
        ReloadRequest begun;
        synchronized (lock) {
            boolean mayBegin = !closed
                    && running.isEmpty()
                    && waiting.isPresent()
                    && (waiting.get().wish().cuts() || drains.count(slot) < MOST_DRAINING);
            if (!mayBegin) {
                return;
            }
            begun = waiting.get();
            running = waiting;
            waiting = Optional.empty();
        }
        try {
            workers.execute(() -> run(begun));
        } catch (RejectedExecutionException e) {
            begun.outcome().complete(CLOSING);
        }
    }

    /** No reload begins from here on; one that runs is cut short. Completes when it has ended. */
    CompletableFuture<ReloadOutcome> close() {
        Optional<ReloadRequest> over;
        Optional<ReloadRequest> cut;
        synchronized (lock) {
            closed = true;
            over = waiting;
            cut = running;
            waiting = Optional.empty();
        }
        over.ifPresent(request -> request.outcome().complete(CLOSING));
        cut.ifPresent(request -> request.canceller().cancel());
        return cut.map(ReloadRequest::outcome).orElse(CompletableFuture.completedFuture(CLOSING));
    }

    private void run(ReloadRequest request) {
        ReloadOutcome outcome =
                new ReloadOutcome.Refused(Failure.HOST_BUG, slot.id() + ": the reload did not end [HOST_BUG]");
        try {
            outcome = reload.run(slot, request);
        } finally {
            synchronized (lock) {
                running = Optional.empty();
            }
            request.outcome().complete(outcome);
            next();
        }
    }
}
