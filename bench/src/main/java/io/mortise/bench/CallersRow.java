package io.mortise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;

/** How much more two callers get done than one, on two processors. */
final class CallersRow implements Row {
    private static final double LEAST = 1.7;

    private final Path guests;

    CallersRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "callers";
    }

    @Override
    public String title() {
        return "json calls a second, two callers of one plugin against one; wants two idle processors";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        byte[] wasm = Files.readAllBytes(guests.resolve("json/json.wasm"));
        byte[] payload = Files.readAllBytes(guests.resolve("json/input.json"));
        try (BenchHome home = BenchHome.wasm(wasm, "json")) {
            Side one = times -> repeat(home, payload, times);
            Alternating.Figures figures =
                    new Alternating(effort, Meter.WALL).measure(one, times -> both(home, payload, times));
            double more = 2 * figures.baseline() / figures.ours();
            return new Result(
                    String.format(Locale.ROOT, "%.2f x", more),
                    ">= 1.7 x",
                    more >= LEAST,
                    String.format(
                            Locale.ROOT, "one %.0f ns, both %.0f ns a call each", figures.baseline(), figures.ours()));
        }
    }

    private static void repeat(BenchHome home, byte[] payload, int times) {
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", "json", payload);
        }
    }

    private static void both(BenchHome home, byte[] payload, int times) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Thread other = new Thread(() -> {
            await(start);
            repeat(home, payload, times);
        });
        other.start();
        await(start);
        repeat(home, payload, times);
        other.join();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException("the callers did not meet", e);
        }
    }
}
