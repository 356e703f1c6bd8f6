package io.mortise.wasm.internal.abi;

import io.mortise.api.error.CallErrors;
import io.mortise.wasm.internal.run.Holding;
import io.mortise.wasm.internal.run.Unwind;
import java.util.Arrays;

/** The result as the guest appends to it. The usual single append is handed on without another copy. */
final class Output {
    private static final byte[] EMPTY = {};

    private final GuestLink link;
    private final Holding holding;
    private byte[] bytes = EMPTY;
    private int length;

    Output(GuestLink link) {
        this.link = link;
        this.holding = new Holding(link.tab());
    }

    void clear() {
        bytes = EMPTY;
        length = 0;
        holding.empty();
    }

    /** Appends a range of guest memory; checked against the payload limit before it is copied. */
    void append(String function, String who, int pointer, int count) {
        link.memory().check(who, pointer, count);
        long total = length + Integer.toUnsignedLong(count);
        long max = link.limits().payloadBytes();
        if (total > max) {
            link.door().prove();
            throw new Unwind.Limit(CallErrors.outputTooLarge(link.subject(), function, total, max));
        }
        holding.hold(total);
        byte[] more = link.memory().read(who, pointer, count);
        if (length == 0) {
            bytes = more;
        } else {
            if (total > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(max, Math.max(total, 2L * bytes.length)));
            }
            System.arraycopy(more, 0, bytes, length, more.length);
        }
        length = (int) total;
    }

    /** The whole result, handed over. */
    byte[] take() {
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        clear();
        return whole;
    }
}
