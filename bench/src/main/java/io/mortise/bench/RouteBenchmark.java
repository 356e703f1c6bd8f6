package io.mortise.bench;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The route's figures by JMH, for whoever wants its statistics and profilers: {@code bench/jmh.sh}. Public only because JMH
 * wants it so. A pair belongs together: the bare side is the same guest on a bare engine, or the same service without the gate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RouteBenchmark {
    private static final int BATCH = 10_000;

    private final OneEntry service = new OneEntry();
    private final byte[] kilobyte = new byte[1024];
    private final byte[] batch = ByteBuffer.allocate(4).putInt(BATCH).array();
    private Optional<Sides> sides = Optional.empty();

    /** What {@link #open} made. */
    private record Sides(
            BareGuest echo, BenchHome echoHome, BareGuest json, BenchHome jsonHome, byte[] text, BenchHome gated) {}

    @Setup(Level.Trial)
    public void open() throws Exception {
        Path guests = Path.of(System.getProperty("mortise.bench.guests"));
        Arrays.fill(kilobyte, (byte) 'x');
        byte[] echo = Files.readAllBytes(guests.resolve("echo/echo.wasm"));
        byte[] json = Files.readAllBytes(guests.resolve("json/json.wasm"));
        sides = Optional.of(new Sides(
                new BareGuest(echo, "echo"),
                BenchHome.wasm(echo, "echo"),
                new BareGuest(json, "json"),
                BenchHome.wasm(json, "json"),
                Files.readAllBytes(guests.resolve("json/input.json")),
                BenchHome.gated(new HostLoop(), service)));
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        Sides made = sides.orElseThrow();
        made.echoHome.close();
        made.jsonHome.close();
        made.gated.close();
    }

    @Benchmark
    public byte[] echoBare() {
        return sides.orElseThrow().echo.call(kilobyte);
    }

    @Benchmark
    public byte[] echoMortise() {
        return sides.orElseThrow().echoHome.plugins().call("guest", "echo", kilobyte);
    }

    @Benchmark
    public byte[] jsonBare() {
        Sides made = sides.orElseThrow();
        return made.json.call(made.text);
    }

    @Benchmark
    public byte[] jsonMortise() {
        Sides made = sides.orElseThrow();
        return made.jsonHome.plugins().call("guest", "json", made.text);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long hostCallBare() {
        long found = 0;
        for (int i = 0; i < BATCH; i++) {
            found += service.get(OneEntry.ASKED, "key").isPresent() ? 1 : 0;
        }
        return found;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public byte[] hostCallGated() {
        return sides.orElseThrow().gated.plugins().call("guest", "loop", batch);
    }
}
