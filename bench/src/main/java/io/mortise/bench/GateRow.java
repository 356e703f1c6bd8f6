package io.mortise.bench;

import io.mortise.api.host.KvService;
import java.nio.ByteBuffer;
import java.util.Locale;

/** What the gate adds to a host call: deadline, grant, quota, audit, counters. */
final class GateRow implements Row {
    private static final double MOST_ADDED = 100;
    /** Host calls in one call; the call around them must not be seen. */
    private static final int BATCH = 50_000;

    private final KvService service = new OneEntry();

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String title() {
        return "one kv.get through the gate, against the same service without it";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        try (BenchHome home = BenchHome.gated(new HostLoop(), service)) {
            Alternating.Figures figures = new Alternating(effort, Meter.THREAD_CPU)
                    .measure(times -> bare((long) times * BATCH), times -> gated(home, times));
            String added = String.format(Locale.ROOT, "+%.0f ns", figures.added() / BATCH);
            String absolute = String.format(
                    Locale.ROOT, "bare %.0f ns, gated %.0f ns CPU", figures.baseline() / BATCH, figures.ours() / BATCH);
            return new Result(added, "< +100 ns", figures.added() / BATCH < MOST_ADDED, absolute);
        }
    }

    private void bare(long times) {
        long found = 0;
        for (long i = 0; i < times; i++) {
            found += service.get(OneEntry.ASKED, "key").isPresent() ? 1 : 0;
        }
        if (found != times) {
            throw new IllegalStateException("the entry is always there");
        }
    }

    private static void gated(BenchHome home, int times) {
        byte[] batch = ByteBuffer.allocate(4).putInt(BATCH).array();
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", "loop", batch);
        }
    }
}
