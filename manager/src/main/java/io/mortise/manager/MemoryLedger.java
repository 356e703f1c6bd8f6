package io.mortise.manager;

import io.mortise.api.MemoryBudget;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the guests in this JVM hold together, against {@code budget.memory} as the settings have it now. Any thread. */
final class MemoryLedger implements MemoryBudget {
    private final LongSupplier maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final AtomicBoolean refused = new AtomicBoolean();

    MemoryLedger(LongSupplier maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean take(long bytes) {
        if (held.addAndGet(bytes) <= maxBytes.getAsLong()) {
            return true;
        }
        held.addAndGet(-bytes);
        refused.set(true);
        return false;
    }

    @Override
    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    @Override
    public long maxBytes() {
        return maxBytes.getAsLong();
    }

    /** Bytes held now. */
    long held() {
        return held.get();
    }

    /** True when somebody was refused since this was last asked: then it is time to unload what nobody uses. */
    boolean wasShort() {
        return refused.getAndSet(false);
    }
}
