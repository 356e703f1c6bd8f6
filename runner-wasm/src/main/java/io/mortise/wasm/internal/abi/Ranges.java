package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;

/** Arguments of host calls out of guest memory: inside it, and never more than a mailbox would hold. */
public final class Ranges {
    private Ranges() {}

    static byte[] bytes(Exchange x, String who, long[] a, int i) {
        return bytes(x.open, who, a, i);
    }

    static String text(Exchange x, String who, long[] a, int i) {
        return text(x.open, who, a, i);
    }

    /** Bytes that a host call is given at once. */
    public static long most(OpenCall x) {
        return Math.max(x.link.limits().payloadBytes(), HttpImports.MAX_BODY);
    }

    /** The range whose pointer and length are the arguments {@code i} and {@code i + 1}. */
    public static byte[] bytes(OpenCall x, String who, long[] a, int i) {
        int pointer = (int) a[i];
        int length = (int) a[i + 1];
        x.memory.check(who, pointer, length);
        long max = most(x);
        if (Integer.toUnsignedLong(length) > max) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "%s was given %d bytes, allowed are %d".formatted(who, Integer.toUnsignedLong(length), max));
        }
        return x.memory.read(who, pointer, length);
    }

    /** The range as text. What is no UTF-8 is refused: two wrong keys must not become the same right one. */
    public static String text(OpenCall x, String who, long[] a, int i) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes(x, who, a, i)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, who + " wants UTF-8");
        }
    }

    static Duration millis(String who, long value) {
        if (value < 0) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, who + " wants a ttl_ms of 0 or more, not " + value);
        }
        return Duration.ofMillis(value);
    }
}
