package io.mortise.bench;

import io.mortise.manager.PluginState;
import io.mortise.manager.PluginStatus;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A thousand plugins, no two with the same module: time to open, memory and threads once a hundred of them were called. Lazy
 * ones are discovered and start when they are called; eager ones have all started when the opening ends.
 */
final class ManyPluginsRow implements Row {
    private static final int PLUGINS = 1_000;
    private static final int ACTIVE = 100;
    private static final double MOST_SECONDS = 5;
    private static final long MOST_BYTES = 1L << 30;

    private final Path guests;
    private final boolean lazy;

    private ManyPluginsRow(Path guests, boolean lazy) {
        this.guests = guests;
        this.lazy = lazy;
    }

    /** Only those that are called start: this has the goal. */
    static ManyPluginsRow discovered(Path guests) {
        return new ManyPluginsRow(guests, true);
    }

    /** All start at the opening. */
    static ManyPluginsRow started(Path guests) {
        return new ManyPluginsRow(guests, false);
    }

    @Override
    public String name() {
        return lazy ? "many" : "many-eager";
    }

    @Override
    public String title() {
        return PLUGINS + (lazy ? " plugins discovered, " : " plugins started, ") + ACTIVE
                + " called: time to open, heap afterwards, threads added";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        byte[] wasm = Files.readAllBytes(guests.resolve("echo/echo.wasm"));
        long begin = System.nanoTime();
        String activation = "activation: " + (lazy ? "lazy" : "eager") + "\n";
        try (BenchHome home = BenchHome.many(wasm, "echo", PLUGINS, activation)) {
            double written = seconds(begin, home.openedFrom());
            double seconds = seconds(home.openedFrom(), home.openedAt());
            for (int i = 0; i < ACTIVE; i++) {
                home.plugins().call("guest-" + i, "echo", new byte[1024]);
            }
            long heap = heap();
            int added = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
            long serving = home.plugins().status().stream()
                    .map(PluginStatus::state)
                    .filter(PluginState::isServing)
                    .count();
            boolean isSound = serving == (lazy ? ACTIVE : PLUGINS) && heap <= MOST_BYTES && added < ACTIVE;
            return new Result(
                    String.format(Locale.ROOT, "%.1f s, %d MB", seconds, heap >> 20),
                    lazy ? "<= 5 s, 1024 MB" : "1024 MB",
                    isSound && (!lazy || seconds <= MOST_SECONDS),
                    String.format(
                            Locale.ROOT,
                            "%d of %d serve, %d threads more; files written in %.1f s",
                            serving,
                            home.plugins().status().size(),
                            added,
                            written));
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
