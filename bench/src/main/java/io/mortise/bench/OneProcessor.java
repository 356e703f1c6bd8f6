package io.mortise.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps this process, all its threads and the processes below it on one processor, with {@code taskset} where there is
 * one: a call that crosses processors takes twice as long or not, as the scheduler pleases.
 */
final class OneProcessor implements AutoCloseable {
    private final Optional<String> before;

    private OneProcessor(Optional<String> before) {
        this.before = before;
    }

    /** Until it is closed; what is started meanwhile inherits it. */
    static OneProcessor keep() {
        String self = Long.toString(ProcessHandle.current().pid());
        Optional<String> before = taskset("-cp", self).map(said -> said.substring(said.lastIndexOf(' ') + 1));
        Optional<String> last = before.map(list -> list.replaceFirst(".*[,-]", ""));
        return new OneProcessor(last.filter(OneProcessor::moveAll).flatMap(cpu -> before));
    }

    /** False without taskset. A process that ends meanwhile is none to move. */
    private static boolean moveAll(String list) {
        String self = Long.toString(ProcessHandle.current().pid());
        boolean moved = taskset("-acp", list, self).isPresent();
        ProcessHandle.current().descendants().forEach(process -> taskset("-acp", list, Long.toString(process.pid())));
        return moved;
    }

    /** For the figures. */
    String text() {
        return before.isPresent() ? "pinned" : "not pinned";
    }

    @Override
    public void close() {
        before.ifPresent(OneProcessor::moveAll);
    }

    private static Optional<String> taskset(String... words) {
        List<String> command =
                Stream.concat(Stream.of("taskset"), Arrays.stream(words)).toList();
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
