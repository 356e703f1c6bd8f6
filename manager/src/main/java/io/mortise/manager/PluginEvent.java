package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a plugin, or to the manager. Listeners hear them in order, on one thread. */
public sealed interface PluginEvent {
    Instant at();

    /** Absent when it concerns the manager. */
    Optional<PluginId> plugin();

    /** One line for people. */
    String text();

    /** A step of the state machine; generation 0 in {@code subject} when none was made yet. */
    record StateChanged(Instant at, Subject subject, PluginState from, PluginState to, String reason)
            implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(subject.plugin());
        }

        @Override
        public String text() {
            return subject + ": " + from + " → " + to + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /** A reload ended, other than unchanged. */
    record Reloaded(Instant at, PluginId id, ReloadCause cause, ReloadOutcome outcome) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(id);
        }

        @Override
        public String text() {
            return outcome.text();
        }
    }

    /** A new generation proved much worse than the one before, which serves again; or somebody wanted that one back. */
    record RolledBack(Instant at, Subject from, Subject to, String reason) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(from.plugin());
        }

        @Override
        public String text() {
            return from + ": rolled back to " + to + ": " + reason;
        }
    }

    /** A generation ended; {@code cutOff} calls did not finish in time. */
    record Drained(Instant at, Subject subject, Duration took, long cutOff) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(subject.plugin());
        }

        @Override
        public String text() {
            return subject + ": drained in " + took.toMillis() + " ms, " + cutOff + " calls cut off";
        }
    }

    /** A failure that no caller sees: of a probe, a restart, the delivery of an event. */
    record Troubled(Instant at, PluginId id, PluginException failure) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(id);
        }

        @Override
        public String text() {
            return String.valueOf(failure.getMessage());
        }
    }

    /** A host call was refused; its {@code by} is the command that would allow it. Told once for each target. */
    record HostCallDenied(Instant at, PluginId id, HostCallRecord refused) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(id);
        }

        @Override
        public String text() {
            return id + ": was refused " + refused.operation() + ' ' + refused.target() + "; " + refused.by();
        }
    }

    /** A grant became wider or narrower. */
    record GrantChanged(Instant at, PluginId id, String by, String text) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.of(id);
        }
    }

    /** The contributions that serve are others than before. */
    record ContributionsChanged(Instant at) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.empty();
        }

        @Override
        public String text() {
            return "the contributions changed";
        }
    }

    /** Something to know of the manager itself: settings refused, a grant policy in force, a missing watch. */
    record Notice(Instant at, boolean warning, String text) implements PluginEvent {
        @Override
        public Optional<PluginId> plugin() {
            return Optional.empty();
        }
    }
}
