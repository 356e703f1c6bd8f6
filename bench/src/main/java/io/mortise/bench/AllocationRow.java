package io.mortise.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Bytes that one wasm call allocates on the caller's thread, from {@code PluginManager.call} to its return. */
final class AllocationRow implements Row {
    private static final int PAYLOAD = 1024;
    private static final int MOST = PAYLOAD * 3 + 1024;
    private static final int WARM = 200_000;
    private static final int COUNTED = 100_000;

    private final Path guests;

    AllocationRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "alloc";
    }

    @Override
    public String title() {
        return "bytes allocated by one wasm call with 1 KB in and out";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] payload = new byte[PAYLOAD];
        Arrays.fill(payload, (byte) 'x');
        try (BenchHome home = BenchHome.wasm(Files.readAllBytes(guests.resolve("echo/echo.wasm")), "echo")) {
            repeat(home, payload, WARM);
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(home, payload, COUNTED);
            double each = (threads.getCurrentThreadAllocatedBytes() - before) / (double) COUNTED;
            return new Result(
                    String.format(Locale.ROOT, "%.0f bytes", each),
                    "<= " + MOST + " bytes",
                    each <= MOST,
                    String.format(Locale.ROOT, "%.0f of them beside the result", each - PAYLOAD));
        }
    }

    private static void repeat(BenchHome home, byte[] payload, int times) {
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", "echo", payload);
        }
    }
}
