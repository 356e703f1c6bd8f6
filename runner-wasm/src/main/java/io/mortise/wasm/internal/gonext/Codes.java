package io.mortise.wasm.internal.gonext;

import io.mortise.api.host.StatusCode;

/** The negative numbers by which a module of imports tells its failures. */
enum Codes {
    /** −1 for all of them. */
    PLAIN {
        @Override
        int of(StatusCode code) {
            return -1;
        }
    },
    /** −1 bad request, −2 denied, −4 rate limited, −5 upstream, −6 not found, −7 internal. */
    NET {
        @Override
        int of(StatusCode code) {
            return switch (code) {
                case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> -1;
                case PERMISSION_DENIED, UNAUTHENTICATED -> -2;
                case RESOURCE_EXHAUSTED -> -4;
                case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, DATA_LOSS -> -5;
                case NOT_FOUND -> -6;
                case UNKNOWN, ALREADY_EXISTS, UNIMPLEMENTED, INTERNAL -> -7;
            };
        }
    },
    /** −1 denied, −2 internal, −3 bad arguments, −4 not found, −5 quota. */
    DATA {
        @Override
        int of(StatusCode code) {
            return switch (code) {
                case PERMISSION_DENIED, UNAUTHENTICATED -> -1;
                case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> -3;
                case NOT_FOUND -> -4;
                case RESOURCE_EXHAUSTED -> -5;
                case UNKNOWN,
                        ALREADY_EXISTS,
                        UNIMPLEMENTED,
                        INTERNAL,
                        UNAVAILABLE,
                        DEADLINE_EXCEEDED,
                        CANCELLED,
                        ABORTED,
                        DATA_LOSS -> -2;
            };
        }
    };

    abstract int of(StatusCode code);
}
