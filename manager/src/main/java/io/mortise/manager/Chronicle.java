package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginEvent.StateChanged;
import io.mortise.manager.PluginStatus.LastReload;
import io.mortise.manager.PluginStatus.LastRollback;
import io.mortise.manager.PluginStatus.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What happened to one plugin lately; everything in it is also an event. Any thread. */
final class Chronicle {
    private static final int STEPS = 10;
    private static final int TROUBLES = 20;

    private final PluginId id;
    private final EventHub hub;
    private final Clock clock;
    private final Object lock = new Object();
    private final Deque<StateChanged> steps = new ArrayDeque<>();
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private final GuestCounters guest = new GuestCounters();
    private volatile Optional<LastReload> lastReload = Optional.empty();
    private volatile Optional<LastRollback> lastRollback = Optional.empty();

    Chronicle(PluginId id, EventHub hub, Clock clock) {
        this.id = id;
        this.hub = hub;
        this.clock = clock;
    }

    void moved(Subject subject, SlotState.Position from, SlotState.Position to) {
        StateChanged step = new StateChanged(to.since(), subject, from.state(), to.state(), to.reason());
        keep(steps, step, STEPS);
        hub.publish(step);
    }

    /** A failure that no caller sees. */
    void troubled(PluginException failure) {
        keep(troubles, new Trouble(now(), failure.failure(), String.valueOf(failure.getMessage())), TROUBLES);
        hub.publish(new PluginEvent.Troubled(now(), id, failure));
    }

    /** A reload that changed nothing is neither kept nor told: whoever asked has the answer. */
    void reloaded(ReloadCause cause, ReloadOutcome outcome) {
        if (outcome instanceof ReloadOutcome.Unchanged) {
            return;
        }
        lastReload = Optional.of(new LastReload(now(), cause, outcome));
        hub.publish(new PluginEvent.Reloaded(now(), id, cause, outcome));
    }

    /** The one before serves again, or will. */
    void rolledBack(Subject from, Subject to, String why) {
        LastRollback last = new LastRollback(now(), from, to, why);
        lastRollback = Optional.of(last);
        hub.publish(new PluginEvent.RolledBack(last.at(), from, to, why));
    }

    void drained(Subject subject, java.time.Duration took, long cutOff) {
        hub.publish(new PluginEvent.Drained(now(), subject, took, cutOff));
    }

    private <T> void keep(Deque<T> ring, T entry, int size) {
        synchronized (lock) {
            if (ring.size() == size) {
                ring.removeFirst();
            }
            ring.addLast(entry);
        }
    }

    List<StateChanged> steps() {
        synchronized (lock) {
            return List.copyOf(steps);
        }
    }

    List<Trouble> troubles() {
        synchronized (lock) {
            return List.copyOf(troubles);
        }
    }

    /** What runners counted about its guests. */
    GuestCounters guest() {
        return guest;
    }

    Optional<LastReload> lastReload() {
        return lastReload;
    }

    Optional<LastRollback> lastRollback() {
        return lastRollback;
    }

    Instant now() {
        return clock.instant();
    }
}
