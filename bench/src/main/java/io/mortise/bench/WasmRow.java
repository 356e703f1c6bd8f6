package io.mortise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A wasm call through the manager against the same guest on a bare instance. */
final class WasmRow implements Row {
    private static final double MOST_RATIO = 1.05;
    private static final double MOST_ADDED = 300;

    private final String name;
    private final Path module;
    private final byte[] payload;
    private final boolean countsAdded;

    private WasmRow(String name, Path module, byte[] payload, boolean countsAdded) {
        this.name = name;
        this.module = module;
        this.payload = payload;
        this.countsAdded = countsAdded;
    }

    /** Work of tens of microseconds: the ratio counts. */
    static WasmRow json(Path guests) throws Exception {
        return new WasmRow(
                "json", guests.resolve("json/json.wasm"), Files.readAllBytes(guests.resolve("json/input.json")), false);
    }

    /** Hardly any work: what is added counts. */
    static WasmRow echo(Path guests) {
        byte[] kilobyte = new byte[1024];
        Arrays.fill(kilobyte, (byte) 'x');
        return new WasmRow("echo", guests.resolve("echo/echo.wasm"), kilobyte, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "wasm call through PluginManager, 1 KB " + name + " guest, against a bare Chicory instance";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        byte[] wasm = Files.readAllBytes(module);
        BareGuest bare = new BareGuest(wasm, name);
        try (BenchHome home = BenchHome.wasm(wasm, name)) {
            byte[] expected = bare.call(payload.clone());
            if (!Arrays.equals(expected, home.plugins().call("guest", name, payload.clone()))) {
                throw new IllegalStateException(name + ": both sides must answer the same");
            }
            return result(new Alternating(effort, Meter.THREAD_CPU)
                    .measure(times -> repeat(bare, times), times -> repeat(home, times)));
        }
    }

    private void repeat(BareGuest bare, int times) {
        for (int i = 0; i < times; i++) {
            bare.call(payload);
        }
    }

    private void repeat(BenchHome home, int times) {
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", name, payload);
        }
    }

    private Result result(Alternating.Figures figures) {
        String absolute =
                String.format(Locale.ROOT, "bare %.0f ns, mortise %.0f ns CPU", figures.baseline(), figures.ours());
        String ratio = String.format(Locale.ROOT, "%.2f x", figures.ratio());
        if (countsAdded) {
            String added = String.format(Locale.ROOT, "+%.0f ns (%s)", figures.added(), ratio);
            return new Result(added, "<= +300 ns", figures.added() <= MOST_ADDED, absolute);
        }
        return new Result(ratio, "<= 1.05 x", figures.ratio() <= MOST_RATIO, absolute);
    }
}
