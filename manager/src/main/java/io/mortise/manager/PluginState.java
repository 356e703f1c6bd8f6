package io.mortise.manager;

import static java.util.Locale.ROOT;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a plugin stands. The same states for both runtimes; every transition is a {@link PluginEvent}. */
public enum PluginState {
    /** Its files were seen. */
    DISCOVERED,
    /** Its manifest is valid and what it requires is there; it may start. */
    RESOLVED,
    LOADING,
    STARTING,
    RUNNING,
    /** It goes on being called, but a function has only failed of late by its own fault, or its probes fail. */
    DEGRADED,
    /** Its last generation ends. */
    DRAINING,
    STOPPED,
    /** Its files cannot be run; the problems are listed. */
    INVALID,
    /** A plugin or an application it requires is missing or out of range. */
    UNRESOLVED,
    /** It asks for more than was granted. */
    AWAITING_GRANT,
    /** It could not be started or ended by itself; the next try has a time. */
    BACKOFF,
    /** It was given up; a try every five minutes, or an operator, leaves it. */
    FAILED,
    DISABLED,
    QUARANTINED,
    /** It starts at the next call: lazy, or unloaded after idling. */
    IDLE;

    private static final Set<PluginState> RESTING =
            EnumSet.of(DRAINING, STOPPED, INVALID, UNRESOLVED, AWAITING_GRANT, BACKOFF, FAILED, DISABLED, QUARANTINED);
    private static final Map<PluginState, Set<PluginState>> NEXT = transitions();

    /** True when calls go in. */
    public boolean isServing() {
        return this == RUNNING || this == DEGRADED;
    }

    /** True when a call fails at once; in DISCOVERED, RESOLVED, LOADING, STARTING and IDLE it waits for the start. */
    public boolean isResting() {
        return RESTING.contains(this);
    }

    /** The state machine: what may come next. Every state may turn DISABLED, QUARANTINED or STOPPED. */
    public boolean mayBecome(PluginState next) {
        return next == DISABLED
                || next == QUARANTINED
                || next == STOPPED
                || NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** As shown: lower case with a blank. */
    public String words() {
        return name().toLowerCase(ROOT).replace('_', ' ');
    }

    private static Map<PluginState, Set<PluginState>> transitions() {
        Map<PluginState, Set<PluginState>> next = new EnumMap<>(PluginState.class);
        Set<PluginState> judged = EnumSet.of(RESOLVED, INVALID, UNRESOLVED, AWAITING_GRANT, IDLE, FAILED, BACKOFF);
        next.put(DISCOVERED, judged);
        next.put(RESOLVED, with(judged, LOADING, STARTING, RUNNING));
        next.put(LOADING, with(judged, STARTING));
        next.put(STARTING, with(judged, RUNNING));
        // STARTING after RUNNING is a handover: calls wait for the successor.
        next.put(RUNNING, with(judged, DEGRADED, DRAINING, STARTING));
        next.put(DEGRADED, with(judged, RUNNING, DRAINING, STARTING));
        next.put(DRAINING, with(judged, STARTING, RUNNING));
        next.put(IDLE, with(judged, LOADING));
        for (PluginState resting : EnumSet.of(STOPPED, INVALID, UNRESOLVED, AWAITING_GRANT, BACKOFF, FAILED)) {
            next.put(resting, with(judged, DISCOVERED, LOADING));
        }
        next.put(DISABLED, with(judged, DISCOVERED, LOADING));
        next.put(QUARANTINED, EnumSet.of(DISCOVERED));
        return next;
    }

    private static Set<PluginState> with(Set<PluginState> base, PluginState... more) {
        Set<PluginState> all = EnumSet.copyOf(base);
        all.addAll(Set.of(more));
        return all;
    }
}
