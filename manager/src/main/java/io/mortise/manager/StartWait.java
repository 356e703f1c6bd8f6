package io.mortise.manager;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.SlotState.Position;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What a call does at a slot in which nothing serves. */
final class StartWait {
    private StartWait() {}

    /**
     * Returns when {@code state} has ended.
     *
     * @throws PluginException NOT_SERVING at once when the plugin rests; the start's own failure; DEADLINE_PASSED,
     *     CANCELLED
     */
    static void await(Slot slot, SlotState state, CallRequest request) {
        if (state.position().state().isResting()) {
            throw notServing(slot, state.position());
        }
        Deadline deadline = request.deadline().orElseGet(() -> Deadline.after(Limits.WASM.timeout()));
        until(state, deadline, request.cancellation(), slot, request.function()).ifPresent(failure -> {
            throw startFailed(slot, request.function(), failure);
        });
    }

    /** Waits for a successor of {@code left}, through a backoff too, for the one retry of an idempotent call. */
    static void awaitSuccessor(Slot slot, Generation left, Deadline deadline, CallRequest request) {
        SlotState state = slot.now();
        while (slot.live().filter(live -> live != left).isEmpty()) {
            PluginState where = state.position().state();
            if (where.isResting() && where != PluginState.BACKOFF) {
                throw notServing(slot, state.position());
            }
            until(state, deadline, request.cancellation(), slot, request.function());
            state = slot.now();
        }
    }

    private static Optional<PluginException> until(
            SlotState state, Deadline deadline, Cancellation cancellation, Slot slot, String function) {
        CompletableFuture<Optional<PluginException>> mine = state.ended().copy();
        long began = System.nanoTime();
        Cancellation.Registration hook = cancellation.onCancel(() -> mine.cancel(false));
        try {
            return mine.get(Math.max(0, deadline.remainingNanos()), NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooLate(slot, function, deadline);
        } catch (CancellationException e) {
            throw CallErrors.cancelled(slot.subject(), function);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallErrors.cancelled(slot.subject(), function);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a state is never exceptional", e);
        } finally {
            hook.close();
            slot.journal().time().waited(System.nanoTime() - began);
        }
    }

    static PluginException notServing(Slot slot, Position position) {
        String next = position.nextTry()
                .map(at -> ", next try at " + at.truncatedTo(MILLIS))
                .orElse("");
        String reason = position.reason().isEmpty() ? "" : ": " + position.reason();
        String remedy = remedy(slot, position.state());
        boolean isSaid = reason.endsWith(remedy.replace("`", ""));
        return PluginException.of(
                Failure.NOT_SERVING,
                slot.subject(),
                "is " + position.state() + " since " + position.since().truncatedTo(MILLIS) + next + reason
                        + (isSaid ? "" : "; " + remedy),
                new Detail.State(position.state().name(), position.since(), position.reason()));
    }

    private static String remedy(Slot slot, PluginState state) {
        return switch (state) {
            case AWAITING_GRANT -> "`mortise grant " + slot.id() + "`";
            case DISABLED -> "`mortise enable " + slot.id() + "`";
            case INVALID -> "mend its files, or see `mortise status " + slot.id() + "`";
            default -> "see `mortise why " + slot.id() + "`";
        };
    }

    private static PluginException startFailed(Slot slot, String function, PluginException failure) {
        if (failure.failure() == Failure.START_FAILED) {
            return failure;
        }
        return PluginException.of(
                        Failure.START_FAILED,
                        failure.subject(),
                        "\"" + function + "\" waited for a start that did not succeed: " + failure.text()
                                + "; see `mortise why " + slot.id() + "`",
                        failure.detail())
                .causedBy(failure);
    }

    private static PluginException tooLate(Slot slot, String function, Deadline deadline) {
        Position position = slot.now().position();
        return PluginException.of(
                Failure.DEADLINE_PASSED,
                slot.subject(),
                "\"%s\" waited its whole deadline of %s for the start: the plugin is %s; raise the caller's deadline"
                        .formatted(function, CallErrors.duration(deadline.limit()), position.state()),
                new Detail.Timing(
                        deadline.limit(), "the call's deadline", java.time.Duration.ZERO, java.time.Duration.ZERO));
    }
}
