package io.mortise.grpc.internal.output;

import io.mortise.api.host.LogLine;
import io.mortise.api.host.LogLine.Level;
import io.mortise.api.host.LogLine.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The two pipes of one process, each drained to its end by a thread of its own, so that the plugin never waits for us.
 *
 * <p>The first line of stdout is the handshake; all that follows on either pipe becomes log lines.
 */
public final class ProcessOutput {
    /** A record of hclog may be long; what the log keeps of its message is cut later. */
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final LastLines lastLines = new LastLines();
    private final CompletableFuture<Optional<String>> firstLine = new CompletableFuture<>();
    private final CompletableFuture<Void> stderrEnd = new CompletableFuture<>();
    private final Consumer<LogLine> sink;

    private ProcessOutput(Consumer<LogLine> sink) {
        this.sink = sink;
    }

    /**
     * Begins to read.
     *
     * @param threadPrefix {@code plugin/NAME#GENERATION/}
     * @param sink takes every log line, on the reading threads; must not block for long
     */
    public static ProcessOutput begin(Process process, String threadPrefix, Consumer<LogLine> sink) {
        var output = new ProcessOutput(sink);
        output.thread(threadPrefix + "stderr", () -> output.readStderr(process.getErrorStream()));
        output.thread(threadPrefix + "stdout", () -> output.readStdout(process.getInputStream()));
        return output;
    }

    private void thread(String name, Runnable body) {
        var thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void readStderr(InputStream in) {
        var lines = new LogLines(Stream.STDERR);
        read(in, line -> {
            LogLine parsed = lines.parse(line);
            keep(parsed, lines.place());
            sink.accept(parsed);
        });
        stderrEnd.complete(null);
    }

    private void keep(LogLine line, LogLines.Place place) {
        switch (place) {
            case APART -> lastLines.add(line.message(), line.level() == Level.ERROR);
            case BEGINS_A_PANIC -> lastLines.beginPanic(line.message());
            case INSIDE_A_PANIC -> lastLines.more(line.message());
        }
    }

    private void readStdout(InputStream in) {
        read(in, line -> {
            if (!firstLine.complete(Optional.of(line))) {
                sink.accept(new LogLine(Level.INFO, line, "", Stream.STDOUT));
            }
        });
        firstLine.complete(Optional.empty());
    }

    private static void read(InputStream in, LineReader.Lines lines) {
        try (in) {
            new LineReader(MAX_LINE_BYTES).readAll(in, lines);
        } catch (IOException e) {
            // the pipe was closed under us, which is how a killed process's pipe may end
            return;
        }
    }

    /** The first line of stdout; empty when the pipe ended without one. */
    public CompletableFuture<Optional<String>> firstLine() {
        return firstLine;
    }

    public LastLines lastLines() {
        return lastLines;
    }

    /** Waits until stderr was read to its end; a grandchild may hold the pipe open, so not for ever. */
    public void awaitStderr(long millis) throws InterruptedException {
        try {
            stderrEnd.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            return; // then the last lines are the last so far
        }
    }

    /** Takes a part of what the plugin sent through go-plugin's stdio service. */
    public Piece piece(Stream stream) {
        return new Piece(stream);
    }

    /** One channel of the stdio service. Not thread-safe. */
    public final class Piece {
        private final LineReader reader = new LineReader(MAX_LINE_BYTES);
        private final LogLines lines;
        private final boolean stderr;

        private Piece(Stream stream) {
            lines = new LogLines(stream);
            stderr = stream == Stream.STDERR;
        }

        public void accept(byte[] bytes) {
            reader.accept(bytes, bytes.length, this::line);
        }

        /** The stream ended. */
        public void finish() {
            reader.finish(this::line);
        }

        private void line(String line) {
            LogLine parsed = stderr ? lines.parse(line) : new LogLine(Level.INFO, line, "", Stream.STDOUT);
            if (stderr) {
                keep(parsed, lines.place());
            }
            sink.accept(parsed);
        }
    }
}
