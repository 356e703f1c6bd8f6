package io.mortise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a plugin gains by our own ABI: an echo in {@code mortise/1} on us, an Extism echo on Extism's SDK. */
final class ExtismEchoRow implements Row {
    private static final double LEAST = 3;

    private final Path guests;

    ExtismEchoRow(Path guests) {
        this.guests = guests;
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public String title() {
        return "1 KB echo: an Extism guest on chicory-sdk-core 0.2.0, against a mortise/1 guest through PluginManager";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        Optional<Path> classPath = ExtismSdk.classPath();
        if (classPath.isEmpty()) {
            return new Result("not measured", ">= 3 x", false, "chicory-sdk-core is not there; see bench/run.sh");
        }
        byte[] input = new byte[1024];
        Arrays.fill(input, (byte) 'x');
        byte[] theirs = Files.readAllBytes(guests.resolve("extism/extism.wasm"));
        byte[] ours = Files.readAllBytes(guests.resolve("echo/echo.wasm"));
        try (ExtismSdk sdk = ExtismSdk.open(classPath.get(), theirs, Map.of());
                BenchHome home = BenchHome.wasm(ours, "echo")) {
            Alternating.Figures figures = new Alternating(effort, Meter.THREAD_CPU)
                    .measure(
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    sdk.call("echo", input);
                                }
                            },
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    home.plugins().call("guest", "echo", input);
                                }
                            });
            double faster = figures.baseline() / figures.ours();
            return new Result(
                    String.format(Locale.ROOT, "%.2f x", faster),
                    ">= 3 x",
                    faster >= LEAST,
                    String.format(
                            Locale.ROOT,
                            "chicory-sdk-core %.0f ns, mortise %.0f ns CPU",
                            figures.baseline(),
                            figures.ours()));
        }
    }
}
