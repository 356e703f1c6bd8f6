package io.mortise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Extism's guests on us and on Extism's own SDK for the JVM: how many times faster, as a geometric mean. */
final class ExtismRow implements Row {
    private static final double LEAST = 1.4;
    private static final byte[] KILOBYTE =
            "abcdefghij klmno".repeat(64).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final Path guests;
    private final Optional<Path> fixtures;

    /** Extism's published modules where {@code MORTISE_FIXTURES} has them, else ours of the same shape. */
    ExtismRow(Path guests) {
        this.guests = guests;
        this.fixtures = Optional.ofNullable(System.getenv("MORTISE_FIXTURES"))
                .map(Path::of)
                .map(root -> root.resolve("extism/wasm"))
                .filter(Files::isDirectory);
    }

    /** A module, its function and what it is called with. */
    private record Guest(String name, Path module, String function, byte[] input) {}

    private List<Guest> all() {
        return fixtures.map(at -> List.of(
                        new Guest("count_vowels", at.resolve("count_vowels.wasm"), "count_vowels", KILOBYTE),
                        new Guest("rust_count_vowels", at.resolve("rust_count_vowels.wasm"), "count_vowels", KILOBYTE),
                        new Guest("config", at.resolve("config.wasm"), "run_test", new byte[0]),
                        new Guest("var", at.resolve("var.wasm"), "run_test", new byte[0])))
                .orElseGet(() -> List.of("count_vowels", "config", "var").stream()
                        .map(name -> new Guest(
                                name,
                                guests.resolve("extism/extism.wasm"),
                                name,
                                name.equals("count_vowels") ? KILOBYTE : new byte[0]))
                        .toList());
    }

    @Override
    public String name() {
        return "extism";
    }

    @Override
    public String title() {
        return "Extism guests (%s) on chicory-sdk-core 0.2.0, against the same on mortise, geometric mean"
                .formatted(fixtures.isPresent() ? "published" : "our own");
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        Optional<Path> classPath = ExtismSdk.classPath();
        if (classPath.isEmpty()) {
            return new Result("not measured", ">= 1.4 x", false, "chicory-sdk-core is not there; see bench/run.sh");
        }
        double product = 1;
        StringJoiner absolute = new StringJoiner(", ");
        List<Guest> all = all();
        for (Guest guest : all) {
            Alternating.Figures figures = measure(effort, classPath.get(), guest);
            double faster = figures.baseline() / figures.ours();
            product *= faster;
            absolute.add(String.format(
                    Locale.ROOT,
                    "%s %.0f / %.0f ns = %.2f x",
                    guest.name(),
                    figures.baseline(),
                    figures.ours(),
                    faster));
        }
        double mean = Math.pow(product, 1.0 / all.size());
        return new Result(String.format(Locale.ROOT, "%.2f x", mean), ">= 1.4 x", mean >= LEAST, absolute.toString());
    }

    private static Alternating.Figures measure(Effort effort, Path classPath, Guest guest) throws Exception {
        byte[] module = Files.readAllBytes(guest.module());
        try (ExtismSdk sdk = ExtismSdk.open(classPath, module, Map.of());
                BenchHome home = BenchHome.wasm(module, guest.function())) {
            String function = guest.function();
            checkSame(sdk.call(function, guest.input()), home.plugins().call("guest", function, guest.input()));
            return new Alternating(effort, Meter.THREAD_CPU)
                    .measure(
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    sdk.call(function, guest.input());
                                }
                            },
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    home.plugins().call("guest", function, guest.input());
                                }
                            });
        }
    }

    private static void checkSame(byte[] theirs, byte[] ours) throws IOException {
        if (!Arrays.equals(theirs, ours)) {
            throw new IOException(
                    "both sides must answer the same: \"" + new String(theirs, java.nio.charset.StandardCharsets.UTF_8)
                            + "\" and \"" + new String(ours, java.nio.charset.StandardCharsets.UTF_8) + '"');
        }
    }
}
