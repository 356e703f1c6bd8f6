package io.mortise.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much more two callers get done than one, on two processors. Two bare instances that share nothing tell how much
 * of it the machine gives at all.
 */
final class CallersRow implements Row {
    private static final double LEAST = 1.7;

    private final Path guests;
    private final LongAdder waits = new LongAdder();

    CallersRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "callers";
    }

    @Override
    public String title() {
        return "json calls of two callers at once against one: twice what a call costs alone by what it costs then, in CPU time";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        byte[] wasm = Files.readAllBytes(guests.resolve("json/json.wasm"));
        byte[] payload = Files.readAllBytes(guests.resolve("json/input.json"));
        BareGuest left = new BareGuest(wasm, "json");
        BareGuest right = new BareGuest(wasm, "json");
        double machine = more(effort, times -> repeat(left, payload, times), times -> repeat(right, payload, times));
        try (BenchHome home = BenchHome.wasm(wasm, "json")) {
            Side caller = times -> repeat(home, payload, times);
            waits.reset();
            double more = more(effort, caller, caller);
            long waited = waits.sum();
            return new Result(
                    String.format(Locale.ROOT, "%.2f x", more),
                    ">= 1.7 x",
                    more >= LEAST && waited == 0,
                    String.format(
                            Locale.ROOT,
                            "waited for each other %d times; two bare instances that share nothing: %.2f x",
                            waited,
                            machine));
        }
    }

    /** What both get done at once, against the first alone, in turns. */
    private double more(Effort effort, Side one, Side other) throws Exception {
        Alternating alternating = new Alternating(effort, Meter.THREAD_CPU);
        return 2
                / alternating
                        .compare(alternating.metered(one), times -> atOnce(one, other, times))
                        .ratio();
    }

    /** CPU nanoseconds a call, of both; the calls of each overlap those of the other but for the last few. */
    private double atOnce(Side one, Side other, int times) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<Long> second = new FutureTask<>(() -> counted(start, other, times));
        new Thread(second, "bench/caller").start();
        return (counted(start, one, times) + second.get()) / 2.0 / times;
    }

    private long counted(CyclicBarrier start, Side side, int times) throws Exception {
        start.await();
        long waitsBefore = waitsOfThisThread();
        long begin = Meter.THREAD_CPU.now();
        side.run(times);
        long took = Meter.THREAD_CPU.now() - begin;
        waits.add(waitsOfThisThread() - waitsBefore);
        return took;
    }

    private static long waitsOfThisThread() {
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return info.getBlockedCount() + info.getWaitedCount();
    }

    private static void repeat(BenchHome home, byte[] payload, int times) {
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", "json", payload);
        }
    }

    private static void repeat(BareGuest bare, byte[] payload, int times) {
        for (int i = 0; i < times; i++) {
            bare.call(payload);
        }
    }
}
