package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Which state a plugin rests in after a failure that kept it from serving. */
final class Resting {
    /** A second try would meet the same machine and the same files. */
    private static final Set<StartProblem> FINAL = EnumSet.of(
            StartProblem.NOT_EXECUTABLE,
            StartProblem.WRONG_PLATFORM,
            StartProblem.COOKIE_MISMATCH,
            StartProblem.CORE_VERSION,
            StartProblem.APP_VERSION,
            StartProblem.TLS_REFUSED,
            StartProblem.NO_EXEC_STORE,
            StartProblem.SANDBOX);

    private Resting() {}

    /** BACKOFF means: worth another try. */
    static PluginState after(PluginException failure) {
        return switch (failure.failure()) {
            case BAD_MANIFEST, BAD_MODULE, BAD_BUNDLE, BAD_SIGNATURE, BAD_CONFIG, BAD_INPUT -> PluginState.INVALID;
            case GRANT_MISSING -> PluginState.AWAITING_GRANT;
            case NOT_SERVING -> named(failure);
            case START_FAILED -> isFinal(failure) ? PluginState.FAILED : PluginState.BACKOFF;
            case REJECTED,
                    NOT_HEALTHY,
                    UNKNOWN_PLUGIN,
                    UNKNOWN_FUNCTION,
                    GUEST_TRAPPED,
                    GUEST_CRASHED,
                    DEADLINE_PASSED,
                    CANCELLED,
                    LIMIT_REACHED,
                    SERVICE_FAILED,
                    HOST_BUG -> PluginState.BACKOFF;
        };
    }

    /** Something it requires is not there. */
    static PluginException unresolved(Object subject, String reason, Instant now) {
        return inState(PluginState.UNRESOLVED, subject, reason, now);
    }

    /** It is to rest there. */
    static PluginException inState(PluginState where, Object subject, String reason, Instant now) {
        return PluginException.of(Failure.NOT_SERVING, subject, reason, new Detail.State(where.name(), now, reason));
    }

    private static PluginState named(PluginException failure) {
        return failure.detail() instanceof Detail.State state
                ? PluginState.valueOf(state.state())
                : PluginState.BACKOFF;
    }

    private static boolean isFinal(PluginException failure) {
        return failure.detail() instanceof Detail.StartFailure start && FINAL.contains(start.problem());
    }
}
