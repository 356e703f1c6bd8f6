package io.mortise.sdk.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what is written into lines; a line longer than the cap is handed on in pieces. */
final class LineSplitter extends OutputStream {
    private final Object lock = new Object();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> lines;
    private final int maxBytes;

    LineSplitter(Consumer<String> lines, int maxBytes) {
        this.lines = lines;
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i - start, true);
                start = i + 1;
            }
        }
        append(bytes, start, offset + length - start, false);
    }

    private void append(byte[] bytes, int offset, int length, boolean ends) {
        for (int done = 0; ; ) {
            String full;
            synchronized (lock) {
                int part = Math.min(length - done, maxBytes - line.size());
                line.write(bytes, offset + done, part);
                done += part;
                if (done == length && !ends && line.size() < maxBytes) {
                    return;
                }
                full = line.toString(StandardCharsets.UTF_8);
                line.reset();
            }
            lines.accept(full.endsWith("\r") ? full.substring(0, full.length() - 1) : full);
            if (done == length) {
                return;
            }
        }
    }
}
