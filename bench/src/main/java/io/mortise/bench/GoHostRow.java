package io.mortise.bench;

import io.mortise.manager.CallRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A process called through the manager, against the same program called by a Go host: one processor for all. */
final class GoHostRow implements Row {
    private static final byte[] KILOBYTE = "x".repeat(1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int CALLERS = 8;
    private static final double NO_GOAL = Double.MAX_VALUE;

    /** How the calls are made, how much longer ours may take, and our sandbox: a Go host has none. */
    enum Way {
        PLAIN("one caller, plaintext, median call", 1, 1.25, "none"),
        MTLS("one caller, mutual TLS, median call", 1, 1.4, "none"),
        BLOCKING("8 callers, mutual TLS, time for all", CALLERS, 1 / 0.8, "none"),
        ASYNC("8 calls under way, mutual TLS, ours asynchronous, time for all", CALLERS, 1.0, "none"),
        LIMITED("8 callers, mutual TLS, ours in sandbox limited, time for all", CALLERS, NO_GOAL, "limited");

        private final String text;
        private final int callers;
        private final double most;
        private final String sandbox;

        Way(String text, int callers, double most, String sandbox) {
            this.text = text;
            this.callers = callers;
            this.most = most;
            this.sandbox = sandbox;
        }
    }

    private final Way way;

    GoHostRow(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return "go-" + way.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "gRPC call, 1 KB, Unix socket, Go plugin, against a Go host with go-plugin: " + way.text;
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        String goal = way.most == NO_GOAL ? "none set" : String.format(Locale.ROOT, "<= %.2f x", way.most);
        Optional<Path> built = GoHost.built();
        if (built.isEmpty()) {
            return new Result("left out", goal, false, "no Go here");
        }
        try (GoHost theirs = GoHost.start(built.get(), way != Way.PLAIN);
                Crowd crowd = new Crowd(CALLERS);
                BenchHome home = BenchHome.program(GoHost.plugin(built.get()), "echo", way != Way.PLAIN, way.sandbox)) {
            warmUp(effort, theirs, crowd, home);
            try (OneProcessor one = OneProcessor.keep()) {
                Alternating.Figures figures = new Alternating(effort, Meter.WALL)
                        .compare(times -> theirs.run(times, way.callers), times -> ours(home, crowd, times));
                return new Result(
                        String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                        goal,
                        figures.ratio() <= way.most,
                        String.format(
                                Locale.ROOT,
                                "go %.1f us, mortise %.1f us, %s",
                                figures.baseline() / 1000,
                                figures.ours() / 1000,
                                one.text()));
            }
        }
    }

    /** On all processors: with one, the compilers would be in the way for minutes. From many callers, for more calls. */
    private void warmUp(Effort effort, GoHost theirs, Crowd crowd, BenchHome home) throws Exception {
        CompilerRest.awaitBy(
                effort.warmUp(),
                times -> crowd.timeOf(times, () -> call(home)),
                times -> ours(home, crowd, times),
                times -> theirs.run(times, way.callers));
    }

    private double ours(BenchHome home, Crowd crowd, int times) throws Exception {
        return switch (way) {
            case PLAIN, MTLS -> median(home, times);
            case BLOCKING, LIMITED -> crowd.timeOf(times, () -> call(home));
            case ASYNC ->
                UnderWay.atMost(CALLERS)
                        .timeOf(times, () -> home.plugins().callAsync(CallRequest.of("guest", "echo", KILOBYTE)));
        };
    }

    private static double median(BenchHome home, int times) {
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            call(home);
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        return took[times / 2];
    }

    private static void call(BenchHome home) {
        home.plugins().call("guest", "echo", KILOBYTE);
    }
}
