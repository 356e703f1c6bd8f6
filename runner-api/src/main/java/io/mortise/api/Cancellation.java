package io.mortise.api;

/** Tells whoever works on a call that nobody waits for it any more. Any thread. */
public interface Cancellation {
    /** Never cancelled. */
    Cancellation NONE = new Cancellation() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Registration onCancel(Runnable hook) {
            return () -> {};
        }
    };

    boolean isCancelled();

    /**
     * Runs {@code hook} once, on the thread that cancels, at once when already cancelled. The hook must not block.
     * Close the registration when the work is done, or a long-lived cancellation keeps the hook.
     */
    Registration onCancel(Runnable hook);

    /** Takes a hook back. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
