package io.mortise.api.error;

import static java.util.Objects.requireNonNull;

import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** What more there is to say of a failure: the operator's view. Never a payload, never a secret. */
public sealed interface Detail {
    Detail NONE = new None();

    /** Nothing more. */
    record None() implements Detail {}

    /** REJECTED: the guest's own code and words, nothing added. */
    record Rejection(StatusCode code, String message) implements Detail {
        public Rejection {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    /**
     * GUEST_TRAPPED.
     *
     * @param kind a token: {@code unreachable}, {@code memory}, {@code stack}, {@code abort}, {@code exception}, …
     */
    record Trap(String kind, String message, List<Frame> frames) implements Detail {
        public Trap {
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
            frames = List.copyOf(frames);
        }
    }

    /**
     * One frame of a trap, innermost first.
     *
     * @param function its name, as its author wrote it where that is known
     * @param file empty when unknown
     * @param line 0 when unknown
     * @param index the function's number in its module, imports counted; {@link #UNKNOWN} where there is none
     * @param offset bytes from the beginning of the module's file, of the instruction or, where only the function is
     *     known, of its beginning; {@link #UNKNOWN} where there is none
     */
    record Frame(String function, String file, int line, int index, long offset) {
        /** No such number. */
        public static final int UNKNOWN = -1;

        public Frame {
            requireNonNull(function, "function");
            requireNonNull(file, "file");
        }

        /** A frame outside a module. */
        public Frame(String function, String file, int line) {
            this(function, file, line, UNKNOWN, UNKNOWN);
        }

        @Override
        public String toString() {
            return file.isEmpty() ? function : function + " (" + file + (line > 0 ? ":" + line : "") + ")";
        }
    }

    /**
     * GUEST_CRASHED.
     *
     * @param end {@code exit 3}, {@code SIGKILL}, {@code connection lost}
     * @param lastLines of stderr, oldest first; a panic of many lines is one entry
     */
    record Crash(String end, OptionalInt exitCode, Duration uptime, List<String> lastLines) implements Detail {
        public Crash {
            requireNonNull(end, "end");
            requireNonNull(exitCode, "exitCode");
            requireNonNull(uptime, "uptime");
            lastLines = List.copyOf(lastLines);
        }

        /** What it said last, as a clause for a message. */
        public String lastWords() {
            if (lastLines.isEmpty()) {
                return "it wrote nothing to stderr";
            }
            String last = lastLines.get(lastLines.size() - 1);
            String word = last.indexOf('\n') < 0 ? "its last line was " : "its last words were ";
            return word + ForeignText.quote(ForeignText.headline(last));
        }
    }

    /** START_FAILED. */
    record StartFailure(StartProblem problem, String expected, String actual, List<String> lastLines, String nextStep)
            implements Detail {
        public StartFailure {
            requireNonNull(problem, "problem");
            requireNonNull(expected, "expected");
            requireNonNull(actual, "actual");
            lastLines = List.copyOf(lastLines);
            requireNonNull(nextStep, "nextStep");
        }
    }

    /** BAD_INPUT, BAD_CONFIG, BAD_MANIFEST, BAD_MODULE, BAD_BUNDLE: every problem found. */
    record Violations(List<Violation> all) implements Detail {
        public Violations {
            all = List.copyOf(all);
        }
    }

    /**
     * One problem.
     *
     * @param place {@code plugin.yaml:12: wasm.pool.max_instances}, a JSON pointer, or a path
     * @param problem {@code 0 is not in 1..256}
     */
    record Violation(String place, String problem) {
        @Override
        public String toString() {
            return place.isEmpty() ? problem : place + ": " + problem;
        }
    }

    /**
     * GRANT_MISSING.
     *
     * @param permission what was needed, as {@code mortise grant} takes it
     * @param granted what of that kind is granted; empty = nothing
     * @param command that would give it
     */
    record Denial(String permission, String target, String granted, String command) implements Detail {}

    /** NOT_SERVING: the state the plugin rests in, since when, and why. */
    record State(String state, Instant since, String reason) implements Detail {}

    /** UNKNOWN_PLUGIN, UNKNOWN_FUNCTION: the nearest names there are. */
    record Nearest(List<String> names) implements Detail {
        public Nearest {
            names = List.copyOf(names);
        }
    }

    /** DEADLINE_PASSED: the limit, where it came from, and where the time went. */
    record Timing(Duration limit, String from, Duration guest, Duration host) implements Detail {}

    /** LIMIT_REACHED: which limit or quota, its value and what was asked, with units. */
    record Limit(String limit, String value, String asked) implements Detail {}

    /** NOT_HEALTHY: which probe, what it said, how long it took. */
    record Unhealthy(String probe, String message, Duration took) implements Detail {}

    /** SERVICE_FAILED: which operation of which service, and why. */
    record Service(String service, String operation, String cause) implements Detail {}

    /** HOST_BUG: the id under which the log has the stack. */
    record Bug(String errorId) implements Detail {}
}
