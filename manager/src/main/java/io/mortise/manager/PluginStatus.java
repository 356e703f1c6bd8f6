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
 * @param guest what its runners counted, such as {@code instance.retired.trap}
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
        Map<String, Long> guest,
        Optional<Trouble> lastError,
        Optional<LastReload> lastReload,
        Permissions granted,
        List<String> problems,
        List<String> notes) {
    public PluginStatus {
        requireNonNull(plugin, "plugin");
        requireNonNull(state, "state");
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
     * @param engine {@code compiled}, {@code interpreted}, {@code process}
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

    /** Something that went wrong; {@code text} is the whole message, safe to print. */
    public record Trouble(Instant at, Failure failure, String text) {}

    /** The last reload that was not without change. */
    public record LastReload(Instant at, ReloadCause cause, ReloadOutcome outcome) {}
}
