package io.mortise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HashiCorp's go-plugin as it is, in a process of its own, with the same plugin below it. */
final class GoHost implements AutoCloseable {
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private GoHost(Process process) {
        this.process = process;
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Where {@code bench/run.sh} built host and plugin; empty without Go. */
    static Optional<Path> built() {
        return Optional.ofNullable(System.getProperty("mortise.bench.go"))
                .map(Path::of)
                .filter(directory -> Files.isExecutable(directory.resolve("gohost")));
    }

    static GoHost start(Path built, boolean tls) throws IOException {
        List<String> command = new ArrayList<>(List.of(built.resolve("gohost").toString()));
        command.addAll(tls ? List.of("-mtls", "--") : List.of("--"));
        command.add(plugin(built).toString());
        return new GoHost(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The program that both hosts start. */
    static Path plugin(Path built) {
        return built.resolve("contract");
    }

    /** Nanoseconds: the median call of one caller, or the share of a call in the time that several need. */
    double run(int times, int callers) throws IOException {
        orders.println(times + " " + callers);
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("the Go host ended");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        answers.close();
        process.onExit().join();
    }
}
