package io.mortise.api.host;

import java.util.Locale;

/** The canonical gRPC status codes, the same numbers on both runtimes. */
public enum StatusCode {
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

    private static final StatusCode[] BY_NUMBER = values();

    private final int number;

    StatusCode(int number) {
        this.number = number;
    }

    /** 1 to 16. */
    public int number() {
        return number;
    }

    /** Any number outside 1..16 is UNKNOWN. */
    public static StatusCode of(long number) {
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[(int) number - 1] : UNKNOWN;
    }

    /** Lower case with blanks, for messages. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
