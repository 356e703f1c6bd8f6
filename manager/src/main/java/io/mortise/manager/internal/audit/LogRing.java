package io.mortise.manager.internal.audit;

import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.host.LogLine;
import java.time.Instant;
import java.util.List;

/**
 * The last lines of one plugin, at most so many and 1 MiB, also given to the SLF4J logger {@code plugin.NAME}. Lines
 * beyond the rate are dropped and their count becomes a line. Readers follow by number: a slow one misses lines and is
 * told how many, and never holds up the plugin.
 */
public final class LogRing {
    private LogRing() {}

    static LogRing of(PluginId plugin, int linesPerSecond, int keepLines) {
        throw new UnsupportedOperationException();
    }

    /** Takes a line that was cut and redacted already. */
    public void add(long generation, String call, LogLine line) {
        throw new UnsupportedOperationException();
    }

    /** The kept lines with a number above {@code after}, oldest first; 0 = all. */
    public Page since(long after) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #since}, but waits for a line until the deadline. */
    public Page await(long after, Deadline deadline) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Runs {@code hook} after every line, on the thread that wrote it; it must not block. */
    public Registration onLine(Runnable hook) {
        throw new UnsupportedOperationException();
    }

    /** Lines that came too fast since the plugin is known. */
    public long dropped() {
        throw new UnsupportedOperationException();
    }

    /**
     * One kept line.
     *
     * @param call the call's id; empty when it came outside any
     */
    public record Entry(long number, Instant time, long generation, String call, LogLine line) {}

    /**
     * What a reader gets.
     *
     * @param missed lines that left the ring before this reader came
     * @param next what to ask {@code since} for
     */
    public record Page(List<Entry> lines, long missed, long next) {
        public Page {
            lines = List.copyOf(lines);
        }
    }
}
