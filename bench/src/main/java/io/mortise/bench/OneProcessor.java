package io.mortise.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps this process and all that it starts on one processor, with {@code taskset} where there is one: a call that
 * crosses processors takes twice as long or not, as the scheduler pleases.
 */
final class OneProcessor implements AutoCloseable {
    private final Optional<String> before;

    private OneProcessor(Optional<String> before) {
        this.before = before;
    }

    /** Until it is closed. */
    static OneProcessor keep() {
        Optional<String> before = taskset("-cp").map(said -> said.substring(said.lastIndexOf(' ') + 1));
        Optional<String> last = before.map(list -> list.replaceFirst(".*[,-]", ""));
        return new OneProcessor(last.flatMap(cpu -> taskset("-acp", cpu)).flatMap(said -> before));
    }

    /** For the figures. */
    String text() {
        return before.isPresent() ? "pinned" : "not pinned";
    }

    @Override
    public void close() {
        before.ifPresent(list -> taskset("-acp", list));
    }

    private static Optional<String> taskset(String... words) {
        String self = Long.toString(ProcessHandle.current().pid());
        List<String> command = Stream.of(List.of("taskset"), Arrays.asList(words), List.of(self))
                .flatMap(List::stream)
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.joining(" "));
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no taskset here: the figures say so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
