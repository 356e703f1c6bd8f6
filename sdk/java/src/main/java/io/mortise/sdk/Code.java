package io.mortise.sdk;

/** The canonical status codes, with gRPC's numbers. */
public enum Code {
    CANCELLED(1),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    ALREADY_EXISTS(6),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    ABORTED(10),
    OUT_OF_RANGE(11),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    DATA_LOSS(15),
    UNAUTHENTICATED(16);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /** 1 to 16. */
    public int number() {
        return number;
    }

    /** The code with this number; UNKNOWN for a number outside 1 to 16. */
    public static Code of(int number) {
        return number >= 1 && number <= 16 ? values()[number - 1] : UNKNOWN;
    }
}
