package io.mortise.wasm.internal.abi;

import io.mortise.api.error.CallErrors;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.Holding;
import io.mortise.wasm.internal.run.Unwind;

/**
 * The memory of a guest that exports an allocator: the host asks it for room, and gets results as a pointer in the upper
 * and a length in the lower half of one i64. Runs guest code, so never from inside a host call.
 */
public final class GuestHeap {
    private final OpenCall open;
    private final String allocate;
    private final String free;
    private final Holding reply;

    /** {@code free} is called with a pointer, or with pointer and length, as the module exports it; or not at all. */
    public GuestHeap(OpenCall open, String allocate, String free) {
        this.open = open;
        this.allocate = allocate;
        this.free = free;
        this.reply = new Holding(open.link().tab());
    }

    /** Where a copy now lies; 0 for nothing. Traps when the guest has no room. */
    public int put(byte[] content) {
        if (content.length == 0) {
            return 0;
        }
        int pointer = (int) open.link().invoke(allocate, content.length);
        if (pointer == 0) {
            throw new Unwind.Fault("memory", "%s gave no room for %d bytes".formatted(allocate, content.length));
        }
        open.memory().write(allocate, pointer, content);
        return pointer;
    }

    /** The same as pointer and length in one. */
    public long putPacked(byte[] content) {
        return (long) put(content) << 32 | content.length;
    }

    public static int pointer(long packed) {
        return (int) (packed >>> 32);
    }

    public static int length(long packed) {
        return (int) packed;
    }

    /** What a function answered; the guest's copy is freed. Over the limit of a result the call ends. */
    public byte[] take(long packed) {
        int length = length(packed);
        long max = open.link().limits().payloadBytes();
        open.memory().check(open.call().function(), pointer(packed), length);
        if (Integer.toUnsignedLong(length) > max) {
            throw new Unwind.Limit(CallErrors.outputTooLarge(
                    open.link().subject(), open.call().function(), Integer.toUnsignedLong(length), max));
        }
        reply.hold(length);
        byte[] content = open.memory().read(open.call().function(), pointer(packed), length);
        free(pointer(packed), length);
        return content;
    }

    /** The call is over and what it took is not held any more. */
    public void release() {
        reply.empty();
    }

    /** Gives room back; nothing where there is none or the guest has no such function. */
    public void free(int pointer, int length) {
        if (pointer == 0) {
            return;
        }
        if (open.link().shape().hasFunction(free, new Signature("i", ""))) {
            open.link().invoke(free, pointer);
        } else if (open.link().shape().hasFunction(free, new Signature("ii", ""))) {
            open.link().invoke(free, pointer, length);
        }
    }
}
