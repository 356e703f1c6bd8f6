package io.mortise.manager;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the end of a call says about the generation it was in. */
enum CallEnd {
    /** The guest answered; that it refused is an answer too. */
    ANSWERED,
    /** It trapped, crashed, or ran into the function's own time limit. */
    FAULT,
    /** Its caller gave up first, or it never reached the guest: nothing is known. */
    UNKNOWN;

    /** The same for what a stage of a call ended with; null when it answered. */
    static CallEnd of(@Nullable Throwable thrown, boolean ownLimit) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause == null) {
            return ANSWERED;
        }
        return cause instanceof PluginException failure ? of(failure, ownLimit) : UNKNOWN;
    }

    /** @param ownLimit true when no caller's deadline was shorter than the function's own timeout */
    static CallEnd of(PluginException failure, boolean ownLimit) {
        if (failure.failure().isPluginsFault()) {
            return FAULT;
        }
        if (failure.failure() == Failure.DEADLINE_PASSED) {
            return ownLimit ? FAULT : UNKNOWN;
        }
        return failure.failure() == Failure.REJECTED ? ANSWERED : UNKNOWN;
    }
}
