package io.mortise.bench;

import java.util.Arrays;
import java.util.Locale;

/** A call of a process through the manager against a raw stub on the same transport. */
final class GrpcRow implements Row {
    private static final double MOST_RATIO = 1.10;

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public String title() {
        return "gRPC call through PluginManager, 1 KB, Unix socket, mutual TLS, against a raw grpc-java stub";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        byte[] payload = new byte[1024];
        Arrays.fill(payload, (byte) 'x');
        try (RawProcess raw = new RawProcess(EchoPlugin.class);
                BenchHome home = BenchHome.process(EchoPlugin.class, "echo")) {
            Alternating.Figures figures = new Alternating(effort, Meter.WALL)
                    .measure(
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    raw.call(payload);
                                }
                            },
                            times -> {
                                for (int i = 0; i < times; i++) {
                                    home.plugins().call("guest", "echo", payload);
                                }
                            });
            return new Result(
                    String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                    "<= 1.10 x",
                    figures.ratio() <= MOST_RATIO,
                    String.format(
                            Locale.ROOT,
                            "raw %.1f us, mortise %.1f us",
                            figures.baseline() / 1000,
                            figures.ours() / 1000));
        }
    }
}
