package io.mortise.grpc.internal.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits a stream into lines of UTF-8 and never holds more than its cap: a longer line is handed over cut, with the
 * number of bytes left out. Invalid bytes become U+FFFD. Not thread-safe.
 */
public final class LineReader {
    private static final int BUFFER_BYTES = 16 << 10;

    private final int maxLineBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long dropped;
    private boolean begun;

    /** Takes each line, without its end. */
    @FunctionalInterface
    public interface Lines {
        void line(String line);
    }

    public LineReader(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /** Reads to the end; what follows the last newline is a line too. */
    public void readAll(InputStream in, Lines lines) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            accept(buffer, n, lines);
        }
        finish(lines);
    }

    /** Takes the next {@code length} bytes. */
    public void accept(byte[] bytes, int length, Lines lines) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, from, i - from);
                end(lines);
                from = i + 1;
            }
        }
        append(bytes, from, length - from);
        begun |= length > from;
    }

    /** Hands over a line that no newline ended. */
    public void finish(Lines lines) {
        if (begun) {
            end(lines);
        }
    }

    private void append(byte[] bytes, int from, int length) {
        int kept = Math.min(length, maxLineBytes - line.size());
        line.write(bytes, from, kept);
        dropped += length - kept;
    }

    private void end(Lines lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        String told = dropped == 0 ? whole : whole + " … " + dropped + " bytes cut";
        line.reset();
        dropped = 0;
        begun = false;
        lines.line(told);
    }
}
