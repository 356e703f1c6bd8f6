package io.mortise.manager.internal.grant;

import io.mortise.api.Cancellation.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a plugin from one origin is given at this moment. The gates of its live and draining generations all read this
 * one volatile reference, so a change acts on the next host call of each of them and never depends on a start.
 */
public final class LiveGrant {
    private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    private volatile Given given;

    LiveGrant(Given given) {
        this.given = given;
    }

    /** What counts now; the same object until it changes. */
    public Given given() {
        return given;
    }

    /** Runs {@code hook} after every change, on the thread that changes; it must not block. */
    public Registration onChange(Runnable hook) {
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    /** Called under the book's lock, so that the last change wins. @return true when it is one */
    boolean set(Given next) {
        boolean changes = !next.equals(given);
        if (changes) {
            given = next;
        }
        return changes;
    }

    /** Called after {@link #set}, outside every lock. */
    void tell() {
        hooks.forEach(Runnable::run);
    }
}
