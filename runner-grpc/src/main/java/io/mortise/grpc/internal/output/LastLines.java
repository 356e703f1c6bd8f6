package io.mortise.grpc.internal.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last lines a process wrote, at most 64 KiB of them, the oldest dropped first. A panic of many lines is one entry,
 * so that a long list of goroutines does not push out what it was about. Any thread.
 */
public final class LastLines {
    private static final int MAX_CHARS = 64 << 10;
    private static final int MAX_LINE_CHARS = 8 << 10;
    private static final int MAX_PANIC_CHARS = 16 << 10;

    private final Object lock = new Object();
    private final Deque<StringBuilder> entries = new ArrayDeque<>();
    private StringBuilder panic = new StringBuilder();
    private int chars;
    private String lastError = "";

    /** Takes a line of its own, or the first of a panic. */
    void add(String line, boolean error) {
        synchronized (lock) {
            push(cut(line), error);
        }
    }

    /** The first line of a panic; {@link #more} adds the others. */
    void beginPanic(String line) {
        synchronized (lock) {
            panic = push(cut(line), true);
        }
    }

    /** A further line of the last panic; beyond 16 KiB only the fact that there was more is kept. */
    void more(String line) {
        synchronized (lock) {
            if (panic.length() >= MAX_PANIC_CHARS) {
                return;
            }
            int before = panic.length();
            panic.append('\n').append(cut(line));
            if (panic.length() >= MAX_PANIC_CHARS) {
                panic.append("\n…");
            }
            chars += panic.length() - before;
            dropOldest();
        }
    }

    private StringBuilder push(String line, boolean error) {
        var entry = new StringBuilder(line);
        entries.addLast(entry);
        chars += entry.length();
        if (error) {
            lastError = line;
        }
        dropOldest();
        return entry;
    }

    private void dropOldest() {
        while (chars > MAX_CHARS && entries.size() > 1) {
            chars -= entries.removeFirst().length();
        }
    }

    private static String cut(String line) {
        return line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + " …";
    }

    /** Oldest first. */
    public List<String> all() {
        synchronized (lock) {
            return entries.stream().map(StringBuilder::toString).toList();
        }
    }

    /** At most {@code count} of them, oldest first. */
    public List<String> last(int count) {
        List<String> all = all();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** The last one that was marked as an error; of a panic its first line. */
    public Optional<String> lastError() {
        synchronized (lock) {
            return lastError.isEmpty() ? Optional.empty() : Optional.of(lastError);
        }
    }
}
