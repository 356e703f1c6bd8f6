package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A small JVM that lets all attacks in, again and again, and prints what they did to it. */
final class HostileHost {
    private static final int ROUNDS = 9;
    private static final long WINDOW_NANOS = 700_000_000;

    private final HostileModules modules;
    private final List<Attack> attacks;

    private HostileHost(HostileModules modules, boolean compiles) {
        this.modules = modules;
        this.attacks = HostileModules.ALL.stream()
                .filter(attack -> !(compiles && attack.compilesLong()))
                .toList();
    }

    public static void main(String[] args) throws Exception {
        boolean compiles = args[0].equals("compiled");
        Path directory = Files.createTempDirectory("hostile");
        try (HostileModules modules =
                new HostileModules(compiles ? new WasmRunnerFactory() : WasmRunnerFactory.interpreting(), directory)) {
            new HostileHost(modules, compiles).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        // Twice: what is loaded and linked once, for ever, belongs to the start.
        all();
        all();
        long before = settledHeap();
        all();
        all();
        System.out.printf(Locale.ROOT, "heap grew %d bytes%n", settledHeap() - before);
        System.out.printf(Locale.ROOT, "p99 ratio %.3f%n", p99Ratio());
        System.out.println(modules.bystanderServes() ? "bystander serves" : "bystander is gone");
    }

    private void all() {
        attacks.forEach(this::contain);
    }

    private void contain(Attack attack) {
        HostileModules.Outcome outcome = modules.outcome(attack);
        String end = attack.failure()
                .map(Failure::name)
                .map(name -> "[" + name + "]")
                .orElse("");
        if (!outcome.servesOn() || !outcome.message().endsWith(end)) {
            System.out.println("not contained: " + attack + ": " + outcome);
        }
    }

    /**
     * How much longer the neighbour's slowest hundredth takes beside attacks than beside plugins that load, start, work
     * and stop in peace: the median of pairs of windows, so that the machine's other work weighs on both sides.
     */
    private double p99Ratio() throws Exception {
        Attack peace = Attack.works("peace", "(drop (memory.grow (i32.const 3)))");
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double quiet = p99Beside(running -> repeat(running, List.of(peace)));
            double attacked = p99Beside(running -> repeat(running, attacks));
            ratios[round] = attacked / quiet;
        }
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    private void repeat(AtomicBoolean running, List<Attack> some) {
        for (int i = (int) (System.nanoTime() & 0xff); running.get(); i++) {
            modules.outcome(some.get(i % some.size()));
        }
    }

    private double p99Beside(Consumer<AtomicBoolean> work) throws InterruptedException {
        AtomicBoolean running = new AtomicBoolean(true);
        Thread other = new Thread(() -> work.accept(running), "other");
        other.start();
        long[] times = new long[2_000_000];
        int calls = 0;
        Runner bystander = modules.bystander();
        long end = System.nanoTime() + WINDOW_NANOS;
        for (long now = System.nanoTime(); now < end && calls < times.length; now = System.nanoTime()) {
            ask(bystander, "echo", "peace");
            times[calls++] = System.nanoTime() - now;
        }
        running.set(false);
        other.join();
        Arrays.sort(times, 0, calls);
        return times[calls - 1 - calls / 100];
    }

    private static long settledHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
