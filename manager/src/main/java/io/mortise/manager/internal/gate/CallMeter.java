package io.mortise.manager.internal.gate;

import io.mortise.api.Cancellation;
import io.mortise.api.Canceller;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Counts the host calls of one call, and ends it with the call or with its gate, whichever is first. It travels as the
 * call's cancellation, so it reaches the gate again from either runtime without a look-up.
 */
final class CallMeter implements Cancellation {
    static final int MAX_HOST_CALLS = 100_000;
    private static final AtomicIntegerFieldUpdater<CallMeter> USED =
            AtomicIntegerFieldUpdater.newUpdater(CallMeter.class, "used");

    private final Cancellation call;
    private final Canceller closing;
    private volatile int used;

    /** @param closing of the gate: cancelled when it closes */
    CallMeter(Cancellation call, Canceller closing) {
        this.call = call;
        this.closing = closing;
    }

    boolean isOf(Canceller gate) {
        return closing == gate;
    }

    /** False when the call has used up its host calls. */
    boolean spend() {
        return used < MAX_HOST_CALLS && USED.incrementAndGet(this) <= MAX_HOST_CALLS;
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled() || closing.isCancelled();
    }

    @Override
    public Registration onCancel(Runnable hook) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                hook.run();
            }
        };
        Registration byCall = call.onCancel(once);
        Registration byGate = closing.onCancel(once);
        return () -> {
            byCall.close();
            byGate.close();
        };
    }
}
