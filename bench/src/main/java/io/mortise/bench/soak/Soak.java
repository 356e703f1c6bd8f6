package io.mortise.bench.soak;

import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench/soak.sh [--reloads N] [--seconds N] [--json] [--guest go|java] [wasm|grpc]…}. Public for {@code java}. */
public final class Soak {
    private Soak() {}

    public static void main(String[] args) throws Exception {
        SoakPlan plan = SoakPlan.WHOLE;
        boolean json = false;
        List<RuntimeKind> runtimes = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--json" -> json = true;
                case "--reloads" -> plan = plan.withReloads(number(args, ++i));
                case "--seconds" -> plan = plan.withSeconds(number(args, ++i));
                case "--program" -> plan = plan.withProgram(file(args, ++i));
                case "wasm" -> runtimes.add(RuntimeKind.WASM);
                case "grpc" -> runtimes.add(RuntimeKind.GRPC);
                default -> throw usage("does not know " + args[i]);
            }
        }
        boolean good = true;
        for (RuntimeKind runtime : runtimes.isEmpty() ? List.of(RuntimeKind.WASM, RuntimeKind.GRPC) : runtimes) {
            SoakReport report = run(plan, runtime);
            System.out.println(json ? report.json() : report.text());
            good &= report.isGood();
        }
        System.exit(good ? 0 : 1);
    }

    static SoakReport run(SoakPlan plan, RuntimeKind runtime) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("mortise-soak");
        try {
            return new SoakRun(plan, runtime, home).run();
        } finally {
            delete(home);
        }
    }

    private static void delete(Path home) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(home)) {
            // Bundles are read-only, directories too.
            tree.forEach(path -> path.toFile().setWritable(true));
        }
        try (Stream<Path> tree = Files.walk(home)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static int number(String[] args, int at) {
        if (at >= args.length || !args[at].matches("[1-9][0-9]{0,8}")) {
            throw usage("wants a number after " + args[at - 1]);
        }
        return Integer.parseInt(args[at]);
    }

    private static Path file(String[] args, int at) {
        if (at >= args.length || !Files.isExecutable(Path.of(args[at]))) {
            throw usage("wants a program after " + args[at - 1]);
        }
        return Path.of(args[at]);
    }

    private static IllegalArgumentException usage(String problem) {
        return new IllegalArgumentException("soak " + problem
                + "; bench/soak.sh [--reloads N] [--seconds N] [--json] [--guest go|java] [wasm|grpc]");
    }
}
