package io.mortise.bench;

import io.mortise.manager.PluginStatus;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A thousand plugins, no two with the same module: time to open, memory and threads once a hundred of them were called. */
final class ManyPluginsRow implements Row {
    private static final int PLUGINS = 1_000;
    private static final int ACTIVE = 100;
    private static final double MOST_SECONDS = 5;
    private static final long MOST_BYTES = 1L << 30;

    private final Path guests;

    ManyPluginsRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "many";
    }

    @Override
    public String title() {
        return PLUGINS + " plugins open, " + ACTIVE + " called: time to open, heap afterwards, threads added";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        byte[] wasm = Files.readAllBytes(guests.resolve("echo/echo.wasm"));
        long begin = System.nanoTime();
        try (BenchHome home = BenchHome.many(wasm, "echo", PLUGINS)) {
            double written = seconds(begin, home.openedFrom());
            double seconds = seconds(home.openedFrom(), home.openedAt());
            long serving = home.plugins().status().stream()
                    .map(PluginStatus::state)
                    .filter(state -> state.isServing())
                    .count();
            for (int i = 0; i < ACTIVE; i++) {
                home.plugins().call("guest-" + i, "echo", new byte[1024]);
            }
            long heap = heap();
            int added = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
            return new Result(
                    String.format(Locale.ROOT, "%.1f s, %d MB", seconds, heap >> 20),
                    "<= 5 s, 1024 MB",
                    serving == PLUGINS && seconds <= MOST_SECONDS && heap <= MOST_BYTES && added < ACTIVE,
                    String.format(
                            Locale.ROOT,
                            "%d serve, %d threads more; files written in %.1f s",
                            serving,
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
