package io.mortise.manager.internal.gate;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;

/** What a plugin is told about the failure of another: the caller's view, never log lines or where they come from. */
final class NestedText {
    private NestedText() {}

    static String of(PluginException failure) {
        if (failure.detail() instanceof Detail.Rejection rejection) {
            return rejection.message();
        }
        return isCallersOwn(failure.failure())
                ? failure.subject() + ": " + failure.text() + " [" + failure.failure() + ']'
                : neutral(failure);
    }

    private static String neutral(PluginException failure) {
        return failure.subject() + ": the call did not succeed [" + failure.failure() + ']';
    }

    private static boolean isCallersOwn(Failure failure) {
        return switch (failure) {
            case BAD_INPUT, DEADLINE_PASSED, CANCELLED, LIMIT_REACHED, UNKNOWN_PLUGIN, UNKNOWN_FUNCTION -> true;
            case REJECTED,
                    BAD_CONFIG,
                    BAD_MANIFEST,
                    BAD_MODULE,
                    BAD_BUNDLE,
                    BAD_SIGNATURE,
                    GRANT_MISSING,
                    NOT_SERVING,
                    START_FAILED,
                    NOT_HEALTHY,
                    GUEST_TRAPPED,
                    GUEST_CRASHED,
                    SERVICE_FAILED,
                    HOST_BUG -> false;
        };
    }
}
