package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.Unwind;
import io.mortise.wasm.internal.wasi.Descriptors;
import io.mortise.wasm.internal.wasi.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;

/** {@code poll_oneoff}: sleeping; the ticker wakes it at its deadline. Streams and files are always ready. */
final class WasiPoll {
    private static final String WHO = "poll_oneoff";
    private static final int MAX = 1_024;
    private static final int SUBSCRIPTION = 48;
    private static final int EVENT = 32;
    private static final int CLOCK = 0;
    private static final int ABSOLUTE = 1;

    private final GuestMemory memory;
    private final Descriptors descriptors;
    private int events;

    WasiPoll(GuestMemory memory, Descriptors descriptors) {
        this.memory = memory;
        this.descriptors = descriptors;
    }

    /** Arguments: subscriptions, events, their count, where the number of events goes. */
    long await(long[] a) {
        int count = (int) a[2];
        if (count < 1 || count > MAX) {
            return Errno.INVAL;
        }
        memory.check(WHO, (int) a[1], count * EVENT);
        ByteBuffer subscriptions = ByteBuffer.wrap(memory.read(WHO, (int) a[0], count * SUBSCRIPTION))
                .order(ByteOrder.LITTLE_ENDIAN);
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            nearest = Math.min(nearest, nanosUntil(subscriptions, i * SUBSCRIPTION));
        }
        sleep(nearest);
        for (int i = 0; i < count; i++) {
            int at = i * SUBSCRIPTION;
            if (nanosUntil(subscriptions, at) <= nearest) {
                happened((int) a[1], subscriptions, at);
            }
        }
        memory.writeInt(WHO, (int) a[3], events);
        return Errno.SUCCESS;
    }

    private static long nanosUntil(ByteBuffer subscriptions, int at) {
        if (subscriptions.get(at + 8) != CLOCK) {
            return 0;
        }
        long timeout = subscriptions.getLong(at + 24);
        if ((subscriptions.getShort(at + 40) & ABSOLUTE) == 0) {
            return timeout < 0 ? Long.MAX_VALUE : timeout;
        }
        long now = subscriptions.getInt(at + 16) == 0 ? Wasi.wallNanos() : System.nanoTime();
        return Math.max(0, timeout - now);
    }

    private static void sleep(long nanos) {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unwind.Expired();
            }
            LockSupport.parkNanos(left);
        }
    }

    private void happened(int to, ByteBuffer subscriptions, int at) {
        ByteBuffer event = ByteBuffer.allocate(EVENT).order(ByteOrder.LITTLE_ENDIAN);
        byte type = subscriptions.get(at + 8);
        int descriptor = subscriptions.getInt(at + 16);
        boolean isKnown = type == CLOCK
                || Integer.compareUnsigned(descriptor, Descriptors.STREAMS) < 0
                || descriptors.has(descriptor);
        event.putLong(0, subscriptions.getLong(at))
                .putShort(8, (short) (isKnown ? 0 : Errno.BADF))
                .put(10, type);
        memory.write(WHO, to + EVENT * events++, event.array());
    }
}
