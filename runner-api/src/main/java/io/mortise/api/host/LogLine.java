package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

/**
 * One line a guest wrote.
 *
 * @param message foreign text; cut at 8 KiB
 * @param fields a JSON object as text, or empty; cut at 4 KiB
 */
public record LogLine(Level level, String message, String fields, Stream stream) {
    /** How loud. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR;

        /** 0 trace … 4 error; anything else is error. */
        public static Level of(int number) {
            return number >= 0 && number < values().length ? values()[number] : ERROR;
        }
    }

    /** Which way it came. */
    public enum Stream {
        LOG,
        STDOUT,
        STDERR
    }

    public LogLine {
        requireNonNull(level, "level");
        requireNonNull(message, "message");
        requireNonNull(fields, "fields");
        requireNonNull(stream, "stream");
    }

    public static LogLine of(Level level, String message) {
        return new LogLine(level, message, "", Stream.LOG);
    }
}
