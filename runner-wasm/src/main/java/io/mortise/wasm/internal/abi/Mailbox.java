package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.run.Holding;
import io.mortise.wasm.internal.run.Tab;

/** Holds what one import answered until the guest takes it: one value, or one message. */
final class Mailbox {
    /** Of a message; the rest is cut. */
    static final int MAX_MESSAGE = 4 << 10;

    private static final byte[] EMPTY = {};

    private final long maxBytes;
    private final Holding holding;
    private byte[] content = EMPTY;

    Mailbox(long maxBytes, Tab tab) {
        this.maxBytes = maxBytes;
        this.holding = new Holding(tab);
    }

    /** Success with a value; one over the cap is refused and nothing delivered. */
    long deliver(byte[] value) {
        if (value.length > maxBytes) {
            return refuse(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the answer has " + value.length + " bytes, a mailbox holds " + maxBytes);
        }
        if (!holding.tryHold(value.length)) {
            return refuse(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the answer has " + value.length + " bytes, and the plugin may hold no more");
        }
        content = value;
        return value.length;
    }

    long deliver(String text) {
        return deliver(text.getBytes(UTF_8));
    }

    /** Failure with a message. */
    long refuse(StatusCode code, String message) {
        content = Texts.cut(message, MAX_MESSAGE);
        return -code.number();
    }

    int pending() {
        return content.length;
    }

    byte[] take() {
        byte[] taken = content;
        empty();
        return taken;
    }

    void empty() {
        content = EMPTY;
        holding.empty();
    }
}
