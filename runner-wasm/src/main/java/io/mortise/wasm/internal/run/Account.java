package io.mortise.wasm.internal.run;

import io.mortise.api.MemoryBudget;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that the instances of one generation hold: memories, tables, images, buffers. All of it is charged here, and
 * through here to the manager's budget, before it is allocated. Any thread.
 */
public final class Account {
    private final Subject subject;
    private final MemoryBudget budget;
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    /** {@code maxBytes} of this plugin alone. */
    public Account(Subject subject, MemoryBudget budget, long maxBytes) {
        this.subject = subject;
        this.budget = budget;
        this.maxBytes = maxBytes;
    }

    /** False when the plugin or the manager has no more to give; then nothing was charged. */
    public boolean charge(long bytes) {
        if (held.addAndGet(bytes) > maxBytes) {
            held.addAndGet(-bytes);
            return false;
        }
        if (!budget.take(bytes)) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void release(long bytes) {
        held.addAndGet(-bytes);
        budget.giveBack(bytes);
    }

    /** Bytes charged now. */
    public long held() {
        return held.get();
    }

    /** What to tell an instance that wants more than {@code limits.memory}. LIMIT_REACHED. */
    PluginException beyondRation(long bytes, long instanceHolds, long max) {
        return CallErrors.limit(
                subject,
                "wanted %d bytes more, the instance holds %d, limits.memory allows %d; raise limits.memory"
                        .formatted(bytes, instanceHolds, max),
                new Detail.Limit("limits.memory", max + " bytes", bytes + " bytes more"));
    }

    /** What to tell after {@link #charge} said no. LIMIT_REACHED. */
    PluginException refusal(long bytes) {
        long all = budget.maxBytes();
        boolean isPlugins = held.get() + bytes > maxBytes;
        String which = isPlugins ? "memory of all instances" : "budget.memory";
        long max = isPlugins ? maxBytes : all;
        String remedy = isPlugins ? "raise limits.memory" : "raise budget.memory or unload other plugins";
        return CallErrors.limit(
                subject,
                "wanted %d bytes more, its instances hold %d, %s allows %d; %s"
                        .formatted(bytes, held.get(), which, max, remedy),
                new Detail.Limit(which, max + " bytes", bytes + " bytes more"));
    }
}
