package io.mortise.bench;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the gate adds to a host call: deadline, grant, quota, audit, counters. */
final class GateRow implements Row {
    private static final double MOST_ADDED = 100;
    /** Host calls in one call; the call around them must not be seen. */
    private static final int BATCH = 50_000;

    private static final HostCall NOBODY = new HostCall(
            new Subject(PluginId.of("guest"), "1.0.0", 1),
            "guest-0",
            new CallId(1),
            Caller.APPLICATION,
            CallChain.EMPTY,
            Deadline.after(Duration.ofHours(1)),
            Cancellation.NONE,
            Optional.empty());

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
            found += service.get(NOBODY, "key").isPresent() ? 1 : 0;
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

    /** Answers the same entry to everybody. */
    private static final class OneEntry implements KvService {
        private final Optional<Entry> entry = Optional.of(new Entry(new byte[8], 1));

        @Override
        public Optional<Entry> get(HostCall call, String key) {
            return entry;
        }

        @Override
        public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
            return 1;
        }

        @Override
        public void delete(HostCall call, String key) {}

        @Override
        public List<String> list(HostCall call, String prefix, String after, int limit) {
            return List.of();
        }

        @Override
        public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
            return 1;
        }
    }
}
