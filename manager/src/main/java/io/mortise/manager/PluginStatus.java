package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.Subject;
import io.mortise.api.error.Failure;
import io.mortise.api.manifest.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known of one plugin at one moment. Nothing is only in the log.
 *
 * @param version of the live generation, else of the files; empty when these are unreadable
 * @param reason of the state, one line
 * @param nextTry in BACKOFF and FAILED
 * @param live what serves now
 * @param draining generations that end their last calls
 * @param hostCalls what it asked the host for since the manager opened, by permission; those never asked for are left out
 * @param guest what its runners counted, such as {@code instance.retired.trap}
 * @param versions what runs beside what lies there
 * @param granted what its gate allows
 * @param problems of its files as they are now, lines with excerpt and caret where there is one; also when an older
 *     generation serves
 * @param notes what an operator should know: fields not enforced here, the interpreter, a missing sandbox
 */
public record PluginStatus(
        PluginId plugin,
        String version,
        Origin origin,
        PluginState state,
        Instant since,
        String reason,
        Optional<Instant> nextTry,
        Optional<Live> live,
        int draining,
        Calls calls,
        Map<String, HostCalls> hostCalls,
        Map<String, Long> guest,
        Optional<Trouble> lastError,
        Optional<LastReload> lastReload,
        Versions versions,
        Permissions granted,
        List<String> problems,
        List<String> notes) {
    public PluginStatus {
        requireNonNull(plugin, "plugin");
        requireNonNull(state, "state");
        hostCalls = Map.copyOf(hostCalls);
        guest = Map.copyOf(guest);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** The number of the live generation; 0 when none lives. */
    public long generation() {
        return live.map(l -> l.subject().generation()).orElse(0L);
    }

    /**
     * The live generation.
     *
     * @param dialect the guest ABI or protocol
     * @param engine how it runs now: {@code compiled}, {@code compiled (cache)}, {@code interpreted, compiling},
     *     {@code interpreted: } and why, {@code process}
     * @param bundleHash SHA-256 of its files
     * @param startedIn load and start together
     */
    public record Live(
            Subject subject,
            RuntimeKind runtime,
            Sandbox sandbox,
            String dialect,
            String engine,
            OptionalLong pid,
            String bundleHash,
            Instant startedAt,
            Duration startedIn,
            List<String> functions) {
        public Live {
            functions = List.copyOf(functions);
        }
    }

    /** Calls since the manager opened, all generations together; the percentiles are of the finished ones. */
    public record Calls(
            long finished, long failed, Map<Failure, Long> failures, long inside, Duration median, Duration p99) {
        public Calls {
            failures = Map.copyOf(failures);
        }
    }

    /** Host calls under one permission. */
    public record HostCalls(long allowed, long denied) {}

    /** Something that went wrong; {@code text} is the whole message, safe to print. */
    public record Trouble(Instant at, Failure failure, String text) {}

    /** The last time a generation was sent back; {@code to} is what served again, under this or another number. */
    public record LastRollback(Instant at, Subject from, Subject to, String reason) {}

    /**
     * What runs beside what lies there: the two differ after a rollback, under a pin or a freeze, and when newer files
     * were refused.
     *
     * @param differs in words, with both versions; empty when what is configured is what runs
     * @param trialUntil while the live generation is on probation
     * @param pinned SHA-256 of the one bundle it may run; empty when it is not pinned
     * @param floor the lowest version it may run; empty when there is none
     */
    public record Versions(
            String differs,
            Optional<Instant> trialUntil,
            Optional<LastRollback> lastRollback,
            String pinned,
            String floor) {}

    /** The last reload that was not without change. */
    public record LastReload(Instant at, ReloadCause cause, ReloadOutcome outcome) {}
}
