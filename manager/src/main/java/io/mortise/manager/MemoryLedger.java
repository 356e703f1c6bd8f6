package io.mortise.manager;

import io.mortise.api.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the guests in this JVM hold together, against {@code budget.memory} as the settings have it now. Any thread. */
final class MemoryLedger {
    private final LongSupplier maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    MemoryLedger(LongSupplier maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What one generation holds of it. */
    final class Share implements MemoryBudget {
        private final AtomicLong own = new AtomicLong();

        private Share() {}

        @Override
        public boolean take(long bytes) {
            if (held.addAndGet(bytes) <= maxBytes.getAsLong()) {
                own.addAndGet(bytes);
                return true;
            }
            held.addAndGet(-bytes);
            refused.accumulateAndGet(bytes, Math::max);
            return false;
        }

        @Override
        public void giveBack(long bytes) {
            own.addAndGet(-bytes);
            held.addAndGet(-bytes);
        }

        @Override
        public long maxBytes() {
            return maxBytes.getAsLong();
        }

        /** Bytes this generation holds now. */
        long held() {
            return own.get();
        }
    }

    /** For a generation that is about to be loaded. */
    Share share() {
        return new Share();
    }

    /** Bytes held now, by all. */
    long held() {
        return held.get();
    }

    /** The most that was refused at once since this was last asked; 0 = nobody was refused. */
    long refused() {
        return refused.getAndSet(0);
    }

    /** What is to be freed before so many bytes more fit. */
    long missingFor(long bytes) {
        return held.get() + bytes - maxBytes.getAsLong();
    }
}
