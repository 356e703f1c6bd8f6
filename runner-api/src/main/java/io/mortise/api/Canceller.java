package io.mortise.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The side of a {@link Cancellation} that cancels. Any thread; hooks run outside the lock. */
public final class Canceller implements Cancellation {
    private final Object lock = new Object();
    private final Map<Object, Runnable> hooks = new LinkedHashMap<>();
    private volatile boolean cancelled;

    /** Cancels; the second time does nothing. */
    public void cancel() {
        List<Runnable> due;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = new ArrayList<>(hooks.values());
            hooks.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable hook) {
        Object key = new Object();
        synchronized (lock) {
            if (!cancelled) {
                hooks.put(key, hook);
                return () -> forget(key);
            }
        }
        hook.run();
        return () -> {};
    }

    private void forget(Object key) {
        synchronized (lock) {
            hooks.remove(key);
        }
    }
}
