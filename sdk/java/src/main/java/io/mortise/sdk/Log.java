package io.mortise.sdk;

import java.util.Map;

/** The plugin's own log at the host. Lines over 8 KiB are cut, too many lines dropped with a count. */
public interface Log {
    /** How loud. */
    enum Level {
        TRACE(0),
        DEBUG(1),
        INFO(2),
        WARN(3),
        ERROR(4);

        private final int number;

        Level(int number) {
            this.number = number;
        }

        /** 0 to 4, as it travels. */
        public int number() {
            return number;
        }
    }

    /**
     * Writes one line.
     *
     * @param fields data beside the constant message; any JSON values, together at most 4 KiB
     */
    void log(Level level, String message, Map<String, ?> fields);

    default void debug(String message) {
        log(Level.DEBUG, message, Map.of());
    }

    default void info(String message) {
        log(Level.INFO, message, Map.of());
    }

    default void info(String message, Map<String, ?> fields) {
        log(Level.INFO, message, fields);
    }

    default void warn(String message) {
        log(Level.WARN, message, Map.of());
    }

    default void error(String message) {
        log(Level.ERROR, message, Map.of());
    }
}
