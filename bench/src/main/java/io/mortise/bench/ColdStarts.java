package io.mortise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts a JVM for each measurement, both sides in turns: time on the clock until its first line is there. */
final class ColdStarts {
    private final int rounds;

    /** @param effort a start takes seconds, so there are fewer rounds than of calls */
    ColdStarts(Effort effort) {
        this.rounds = Math.max(3, effort.rounds() - 2);
    }

    /** A command line, and the line it must answer. */
    record Start(List<String> command, String answer) {
        /** {@code java} of this JVM with this class path. */
        static List<String> java(List<String> flags, Class<?> main, String... words) {
            return java(flags, System.getProperty("java.class.path"), main, words);
        }

        /** The same with another class path. */
        static List<String> java(List<String> flags, String classPath, Class<?> main, String... words) {
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, main.getName()));
            command.addAll(List.of(words));
            return command;
        }

        static String java() {
            return java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString();
        }

        /** Milliseconds. */
        double run() throws IOException, InterruptedException {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                double millis = (System.nanoTime() - begin) / 1e6;
                process.waitFor();
                if (!answer.equals(line)) {
                    throw new IllegalStateException("answered " + line + ", wanted " + answer + ": " + command);
                }
                return millis;
            }
        }
    }

    /** Before each start of ours {@code prepare} runs, unmeasured. */
    Alternating.Figures measure(Start baseline, Start ours, Runnable prepare) throws Exception {
        double[] left = new double[rounds];
        double[] right = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            left[round] = baseline.run();
            prepare.run();
            right[round] = ours.run();
            ratio[round] = right[round] / left[round];
        }
        return new Alternating.Figures(median(left), median(right), median(ratio), 0);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** For a step that cannot throw what it may throw. */
    static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something with files. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
