package io.mortise.manager;

import java.time.Duration;

/**
 * Time that only goes forward, and tasks to be run later in it. Deadlines of calls do not come from here: they are read
 * off the machine's own monotonic clock. A task must not block: it asks somebody else to work.
 */
interface Timer extends AutoCloseable {
    /** Comparable with other answers of the same timer only. */
    long nanos();

    /** After the manager's end it does nothing. */
    void after(Duration delay, Runnable task);

    /** Again and again, {@code pause} apart. */
    void every(Duration pause, Runnable task);

    /** Forgets every task. */
    @Override
    void close();
}
