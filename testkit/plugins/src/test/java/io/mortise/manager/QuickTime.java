package io.mortise.manager;

import java.time.Duration;

/** A manager for which an hour passes in 36 seconds: what takes minutes is seen in a test. */
public final class QuickTime {
    private static final int TIMES = 100;

    private QuickTime() {}

    /** Only what the manager waits for itself goes faster; calls keep their deadlines. */
    public static PluginManagerBuilder of(PluginManagerBuilder builder) {
        ThreadTimer real = new ThreadTimer();
        long began = real.nanos();
        return builder.timer(() -> new Timer() {
            @Override
            public long nanos() {
                return began + (real.nanos() - began) * TIMES;
            }

            @Override
            public void after(Duration delay, Runnable task) {
                real.after(delay.dividedBy(TIMES), task);
            }

            @Override
            public void every(Duration pause, Runnable task) {
                real.every(pause.dividedBy(TIMES), task);
            }

            @Override
            public void close() {
                real.close();
            }
        });
    }
}
