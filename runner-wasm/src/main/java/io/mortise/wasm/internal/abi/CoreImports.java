package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.wasm.internal.run.Unwind;

/** The imports that need nothing of the host. They run in the guest's own time and may be interrupted there. */
final class CoreImports {
    private static final int STEP = 64 << 10;

    private CoreImports() {}

    static long input(Exchange x, long[] a) {
        x.memory.write("input", (int) a[0], x.call().payload());
        return 0;
    }

    static long inputAt(Exchange x, long[] a) {
        byte[] input = x.call().payload();
        long offset = Integer.toUnsignedLong((int) a[1]);
        long length = Integer.toUnsignedLong((int) a[2]);
        if (offset + length > input.length) {
            throw new Unwind.Fault(
                    "memory",
                    "input_at wanted %d bytes at %d of an input of %d bytes".formatted(length, offset, input.length));
        }
        x.memory.write("input_at", (int) a[0], input, (int) offset, (int) length);
        return 0;
    }

    static long function(Exchange x, long[] a) {
        x.memory.write("function", (int) a[0], x.call().function().getBytes(UTF_8));
        return 0;
    }

    static long output(Exchange x, long[] a) {
        x.output.append(x.call().function(), "output", (int) a[0], (int) a[1]);
        return 0;
    }

    static long error(Exchange x, long[] a) {
        x.link.door().prove();
        String message = x.memory.cutText("error", (int) a[1], (int) a[2], Mailbox.MAX_MESSAGE);
        x.fail((int) a[0], Texts.cut(message, Mailbox.MAX_MESSAGE));
        return 0;
    }

    static long pending(Exchange x, long[] a) {
        return x.mailbox.pending();
    }

    static long take(Exchange x, long[] a) {
        x.memory.check("take", (int) a[0], x.mailbox.pending());
        x.memory.write("take", (int) a[0], x.mailbox.take());
        return 0;
    }

    static long callInfo(Exchange x, long[] a) {
        x.link.door().prove();
        return x.mailbox.deliver(CallInfo.of(x.call()));
    }

    static long timeMillis(Exchange x, long[] a) {
        return x.nature().wallNanos() / 1_000_000;
    }

    static long monotonicNanos(Exchange x, long[] a) {
        return x.nature().monotonicNanos();
    }

    static long random(Exchange x, long[] a) {
        fill(x.open, "random", (int) a[0], (int) a[1]);
        return 0;
    }

    /** In steps, so that filling a large memory ends with its deadline. */
    static void fill(OpenCall x, String who, int pointer, int length) {
        x.link.door().prove();
        x.memory.check(who, pointer, length);
        byte[] step = new byte[(int) Math.min(STEP, Integer.toUnsignedLong(length))];
        for (int done = 0; done < length; done += step.length) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unwind.Expired();
            }
            x.nature().random(step);
            x.memory.write(who, pointer + done, step, 0, Math.min(step.length, length - done));
        }
    }
}
