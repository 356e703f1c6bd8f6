package io.mortise.cli.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mortise.cli.screen.Terminal;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A last line that is drawn anew ten times a second, and lines above it that stay. */
final class LiveLine {
    private static final long TICK_MILLIS = 100;

    private final Terminal terminal;
    private final Object drawing = new Object();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    private LiveLine(Terminal terminal, Supplier<String> text) {
        this.terminal = terminal;
        this.thread = new Thread(() -> tick(text), "demo/live-line");
        thread.setDaemon(true);
    }

    static LiveLine start(Terminal terminal, Supplier<String> text) {
        LiveLine line = new LiveLine(terminal, text);
        line.thread.start();
        return line;
    }

    private void tick(Supplier<String> text) {
        try {
            while (!over.await(TICK_MILLIS, MILLISECONDS)) {
                String now = text.get();
                synchronized (drawing) {
                    terminal.progress(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line that stays. */
    void print(String line) {
        synchronized (drawing) {
            terminal.progress("");
            terminal.line(line);
        }
    }

    /** Draws nothing after it returns. */
    void end() throws InterruptedException {
        over.countDown();
        thread.join();
        terminal.progress("");
    }
}
