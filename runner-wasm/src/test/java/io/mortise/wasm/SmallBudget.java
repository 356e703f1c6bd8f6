package io.mortise.wasm;

import io.mortise.api.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;

/** So many bytes and not one more. */
final class SmallBudget implements MemoryBudget {
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    SmallBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    long held() {
        return held.get();
    }

    @Override
    public boolean take(long bytes) {
        if (held.addAndGet(bytes) <= maxBytes) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    @Override
    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }
}
