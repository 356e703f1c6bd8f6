package io.mortise.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mortise.cli.screen.Terminal;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A line that says what is waited for and how long already, for a person only. */
final class Waiting {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Terminal terminal;
    private final Thread thread;

    private Waiting(Terminal terminal, String what) {
        this.terminal = terminal;
        this.thread = new Thread(() -> tick(what), "mortise/waiting");
        thread.setDaemon(true);
    }

    /** Does {@code work} on this thread and shows the line as long as it lasts. */
    static <T> T during(Terminal terminal, String what, Supplier<T> work) {
        if (!terminal.errIsTerminal()) {
            return work.get();
        }
        Waiting waiting = new Waiting(terminal, what);
        waiting.thread.start();
        try {
            return work.get();
        } finally {
            waiting.end();
        }
    }

    private void tick(String what) {
        long begin = System.nanoTime();
        try {
            while (!over.await(100, MILLISECONDS)) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                terminal.progress(String.format(Locale.ROOT, "%s, %.1f s", what, seconds));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        over.countDown();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.progress("");
    }
}
