package io.mortise.sdk.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes log records to the real stderr as the JSON lines that go-plugin's hosts read.
 *
 * <p>{@code @level}, {@code @message} and {@code @timestamp} are always strings: a Go host panics on anything else.
 */
public final class HclogWriter {
    /** Exactly six fraction digits, which is the one form go-plugin parses. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    /** Hosts read lines of up to 64 KiB. */
    private static final int MAX_TEXT = 8 * 1024;

    private final Object lock = new Object();
    private final OutputStream stderr;
    private final String module;
    private final Clock clock;

    /** @param stderr the stream to write on; every record is one write and one flush */
    public HclogWriter(OutputStream stderr, String module, Clock clock) {
        this.stderr = stderr;
        this.module = module;
        this.clock = clock;
    }

    /** Writes one record. */
    public void line(String level, String message) {
        write(level, message, Map.of());
    }

    /** Writes an exception that nobody caught, with its stack. */
    public void uncaught(String what, Throwable thrown) {
        var stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        write("error", what + ": " + thrown, Map.of("stack", JsonText.string(cut(stack.toString()))));
    }

    /** A print stream whose lines become records. */
    public PrintStream asPrintStream(String level) {
        return new PrintStream(new LineSplitter(line -> line(level, line), MAX_TEXT), true, StandardCharsets.UTF_8);
    }

    private void write(String level, String message, Map<String, String> more) {
        Map<String, String> record = new LinkedHashMap<>();
        record.put("@level", JsonText.string(level));
        record.put("@message", JsonText.string(cut(message)));
        record.put("@module", JsonText.string(module));
        record.put(
                "@timestamp", JsonText.string(TIMESTAMP.format(clock.instant().atOffset(ZoneOffset.UTC))));
        record.putAll(more);
        byte[] line = (JsonText.object(record) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (lock) {
            try {
                stderr.write(line);
                stderr.flush();
            } catch (IOException e) {
                // stderr is closed, so the host is gone and there is nowhere left to say so; the parent watch acts
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, MAX_TEXT) + " … " + (text.length() - MAX_TEXT) + " characters cut";
    }
}
