package io.mortise.source;

/** Finds out that files changed. One thread runs it, any closes it. */
interface Noticer {
    /** As {@link io.mortise.api.Source.Watch#mode()} tells it. */
    String mode();

    /** Runs until closed, interrupted, or unable to go on. */
    void run() throws InterruptedException;

    void close();
}
