package io.mortise.api;

/**
 * The bytes that all guests of one manager may hold together in the manager's own heap; {@code budget.memory} of the
 * settings. What runs in a process of its own is not part of it. Any thread; never blocks.
 */
public interface MemoryBudget {
    /** Gives what is asked and counts nothing. */
    MemoryBudget UNBOUNDED = new MemoryBudget() {
        @Override
        public boolean take(long bytes) {
            return true;
        }

        @Override
        public void giveBack(long bytes) {}

        @Override
        public long maxBytes() {
            return Long.MAX_VALUE;
        }
    };

    /** Takes bytes before they are allocated. False when they are not there; then nothing was taken. */
    boolean take(long bytes);

    /** Gives back what was taken. */
    void giveBack(long bytes);

    /** The bound as it stands now, for messages; {@link Long#MAX_VALUE} when there is none. */
    long maxBytes();
}
