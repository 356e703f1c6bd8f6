package io.mortise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A call on a fresh instance, from an image and started the normal way. */
final class ImageRow implements Row {
    private final Path guests;

    ImageRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String title() {
        return "json call with state: fresh, wasm.image: true against false";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        byte[] wasm = Files.readAllBytes(guests.resolve("json/json.wasm"));
        byte[] payload = Files.readAllBytes(guests.resolve("json/input.json"));
        try (BenchHome plain = BenchHome.wasm(wasm, "json", "wasm: { state: fresh }\n");
                BenchHome image = BenchHome.wasm(wasm, "json", "wasm: { state: fresh, image: true }\n")) {
            Alternating.Figures figures = new Alternating(effort, Meter.THREAD_CPU)
                    .measure(times -> repeat(plain, payload, times), times -> repeat(image, payload, times));
            return new Result(
                    String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                    "(none set)",
                    true,
                    String.format(
                            Locale.ROOT,
                            "without %.0f us, with %.0f us CPU, the call included",
                            figures.baseline() / 1_000,
                            figures.ours() / 1_000));
        }
    }

    private static void repeat(BenchHome home, byte[] payload, int times) {
        for (int i = 0; i < times; i++) {
            home.plugins().call("guest", "json", payload);
        }
    }
}
