package io.mortise.bench;

import io.mortise.bench.ColdStarts.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code mortise call} of a small module against a JVM that only says hello. */
final class ColdCommandRow implements Row {
    private static final double MOST_RATIO = 2;

    /** The flags of the launcher. */
    private static final List<String> FLAGS =
            List.of("-Xshare:auto", "-XX:TieredStopAtLevel=4", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private final Path root;

    ColdCommandRow(Path guests) {
        this.root = guests.toAbsolutePath().resolve("../..").normalize();
    }

    @Override
    public String name() {
        return "cold-command";
    }

    @Override
    public String title() {
        return "`mortise call` of a small module, class-data archive and code cache there, against the JVM's own start";
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        Path jar = root.resolve("cli/target/mortise.jar");
        if (!Files.isRegularFile(jar)) {
            return new Result(
                    "not measured", "<= 2.00 x", false, "cli/target/mortise.jar is missing; run ./mortise once");
        }
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectory(home.resolve("hello-wasm"));
        for (String file : new String[] {"plugin.yaml", "plugin.wasm"}) {
            Files.copy(root.resolve("examples/plugins/hello-wasm").resolve(file), plugin.resolve(file));
        }
        Path archive = home.resolve("mortise.jsa");
        Start train = call(List.of("-XX:ArchiveClassesAtExit=" + archive), jar, home);
        command(List.of(), jar, "compile", "--home", home.toString());
        train.run();
        try {
            Start hello = new Start(Start.java(FLAGS, Hello.class), "hello");
            Start call = call(List.of("-XX:SharedArchiveFile=" + archive), jar, home);
            return result(new ColdStarts(effort).measure(hello, call, () -> {}));
        } finally {
            BenchHome.remove(home);
        }
    }

    private static Start call(List<String> more, Path jar, Path home) {
        return new Start(
                line(more, jar, "call", "--home", home.toString(), "hello-wasm", "greet", "name=Ada"),
                "{\"greeting\":\"Hello, Ada!\"}");
    }

    private static List<String> line(List<String> more, Path jar, String... words) {
        List<String> command = new ArrayList<>(List.of(Start.java()));
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private static void command(List<String> more, Path jar, String... words) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(line(more, jar, words))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("mortise " + String.join(" ", words) + " ended with " + exit);
        }
    }

    private static Result result(Alternating.Figures figures) {
        return new Result(
                String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                "<= 2.00 x",
                figures.ratio() <= MOST_RATIO,
                String.format(Locale.ROOT, "JVM %.0f ms, mortise call %.0f ms", figures.baseline(), figures.ours()));
    }
}
