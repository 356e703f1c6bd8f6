package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.LogLine;
import io.mortise.wasm.internal.run.HostDoor;
import java.util.function.Consumer;

/** Makes log lines of what a guest writes to a standard stream. */
final class LineWriter {
    private final OpenCall x;
    private final LogLine.Stream stream;
    private final Consumer<String> listener;
    private final byte[] line = new byte[HostImports.MAX_MESSAGE];
    private int length;
    private boolean isCut;

    /** @param listener hears every line too */
    LineWriter(OpenCall x, LogLine.Stream stream, Consumer<String> listener) {
        this.x = x;
        this.stream = stream;
        this.listener = listener;
    }

    void write(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n') {
                logFromGuest(take());
            } else if (length < line.length) {
                line[length++] = b;
            } else {
                isCut = true;
            }
        }
    }

    /** Logs an unended line; for when the guest is not running. */
    void flush() {
        if (length > 0) {
            log(take());
        }
    }

    private LogLine take() {
        int end = isCut ? Texts.end(line, length - 1) : length;
        String text = new String(line, 0, end, UTF_8);
        length = 0;
        isCut = false;
        listener.accept(text);
        LogLine.Level level = stream == LogLine.Stream.STDERR ? LogLine.Level.WARN : LogLine.Level.INFO;
        return new LogLine(level, text, "", stream);
    }

    private void logFromGuest(LogLine whole) {
        HostDoor door = x.link.door();
        door.enter();
        try {
            log(whole);
        } finally {
            door.leave();
        }
    }

    private void log(LogLine whole) {
        x.host().log(x.context(), whole);
    }
}
