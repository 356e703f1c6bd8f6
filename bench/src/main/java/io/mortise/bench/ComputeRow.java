package io.mortise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A guest that only computes, SHA-256 of 64 KiB: what the engine and its compiler are worth. */
final class ComputeRow implements Row {
    private static final int BYTES = 64 << 10;
    private static final int DIGITS = 64;
    private static final String FUNCTION = "sha256";

    private final String name;
    private final Path module;
    private final double most;
    private final boolean isAgainstJava;

    private ComputeRow(String name, Path module, double most, boolean isAgainstJava) {
        this.name = name;
        this.module = module;
        this.most = most;
        this.isAgainstJava = isAgainstJava;
    }

    static ComputeRow ofC(Path guests) {
        return new ComputeRow("compute-c", guests.resolve("echo/echo.wasm"), 1.6, false);
    }

    static ComputeRow ofGo(Path guests) {
        return new ComputeRow("compute-go", guests.resolve("go-sha256/sha256.wasm"), 3, false);
    }

    static ComputeRow againstJava(Path guests) {
        return new ComputeRow("compute-java", guests.resolve("echo/echo.wasm"), 3, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "SHA-256 of 64 KiB, a %s guest, against %s"
                .formatted(
                        name.equals("compute-go") ? "Go" : "C",
                        isAgainstJava ? "plain Java, not the JVM's own" : "wazero on the same module");
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        if (!Files.exists(module)) {
            return leftOut("no Go");
        }
        try (BenchHome home = BenchHome.wasm(Files.readAllBytes(module), FUNCTION)) {
            if (isAgainstJava) {
                return againstJava(effort, home);
            }
            Optional<Path> program = WazeroGuest.program();
            return program.isPresent() ? againstWazero(effort, home, program.get()) : leftOut("no Go");
        }
    }

    private Result againstJava(Effort effort, BenchHome home) throws Exception {
        byte[] payload = payload();
        requireSame(PlainSha256.of(payload), home, payload);
        return result(new Alternating(effort, Meter.THREAD_CPU)
                .measure(
                        times -> {
                            for (int i = 0; i < times; i++) {
                                requireDigest(PlainSha256.of(payload));
                            }
                        },
                        times -> repeat(home, payload, times)));
    }

    private Result againstWazero(Effort effort, BenchHome home, Path program) throws Exception {
        byte[] payload = payload();
        try (WazeroGuest wazero = WazeroGuest.start(program, module, FUNCTION, BYTES)) {
            requireSame(wazero.answer(), home, payload);
            Alternating alternating = new Alternating(effort, Meter.THREAD_CPU);
            return result(alternating.compare(wazero, alternating.metered(times -> repeat(home, payload, times))));
        }
    }

    private static void repeat(BenchHome home, byte[] payload, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            requireDigest(new String(home.plugins().call("guest", FUNCTION, payload), UTF_8));
        }
    }

    /** The same bytes as the other side's program makes. */
    private static byte[] payload() {
        byte[] payload = new byte[BYTES];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31);
        }
        return payload;
    }

    private static void requireSame(String expected, BenchHome home, byte[] payload) throws IOException {
        String ours = new String(home.plugins().call("guest", FUNCTION, payload), UTF_8);
        if (!ours.equals(expected)) {
            throw new IOException("both sides must answer the same: " + expected + " and " + ours);
        }
    }

    /** Uses the answer, so that no compiler leaves the work out. */
    private static void requireDigest(String digest) throws IOException {
        if (digest.length() != DIGITS) {
            throw new IOException("a digest of " + digest.length() + " digits");
        }
    }

    private Result leftOut(String why) {
        return new Result("left out", goal(), false, why + "; see bench/run.sh");
    }

    private String goal() {
        return String.format(Locale.ROOT, "<= %.1f x", most);
    }

    private Result result(Alternating.Figures figures) {
        return new Result(
                String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                goal(),
                figures.ratio() <= most,
                String.format(
                        Locale.ROOT,
                        "%s %.0f us, mortise %.0f us CPU",
                        isAgainstJava ? "Java" : "wazero",
                        figures.baseline() / 1_000,
                        figures.ours() / 1_000));
    }
}
