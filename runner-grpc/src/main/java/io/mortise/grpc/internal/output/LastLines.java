package io.mortise.grpc.internal.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last lines a process wrote, at most 64 KiB of them, the oldest dropped first. Any thread. */
public final class LastLines {
    private static final int MAX_CHARS = 64 << 10;
    private static final int MAX_LINE_CHARS = 8 << 10;

    private final Object lock = new Object();
    private final Deque<String> lines = new ArrayDeque<>();
    private int chars;
    private String lastError = "";

    void add(String line, boolean error) {
        String kept = line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + " …";
        synchronized (lock) {
            lines.addLast(kept);
            chars += kept.length();
            while (chars > MAX_CHARS) {
                chars -= lines.removeFirst().length();
            }
            if (error) {
                lastError = kept;
            }
        }
    }

    /** Oldest first. */
    public List<String> all() {
        synchronized (lock) {
            return List.copyOf(lines);
        }
    }

    /** At most {@code count} of them, oldest first. */
    public List<String> last(int count) {
        List<String> all = all();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** The last one that was marked as an error. */
    public Optional<String> lastError() {
        synchronized (lock) {
            return lastError.isEmpty() ? Optional.empty() : Optional.of(lastError);
        }
    }
}
