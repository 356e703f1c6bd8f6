package io.mortise.manager.internal.audit;

import io.mortise.api.PluginId;
import io.mortise.api.error.ForeignText;
import io.mortise.api.host.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Hands a plugin's lines to the application's logging as {@code plugin.NAME}; foreign text stays on one line. */
final class PluginLogger {
    private final Logger logger;

    PluginLogger(PluginId plugin) {
        this.logger = LoggerFactory.getLogger("plugin." + plugin.name());
    }

    void write(long generation, String call, LogLine line) {
        LoggingEventBuilder event = logger.atLevel(level(line.level())).addKeyValue("generation", generation);
        if (!call.isEmpty()) {
            event = event.addKeyValue("call", call);
        }
        if (!line.fields().isEmpty()) {
            event = event.addKeyValue(
                    "fields", ForeignText.clean(line.fields(), line.fields().length()));
        }
        event.log("{}", ForeignText.clean(line.message(), line.message().length()));
    }

    private static Level level(LogLine.Level level) {
        return switch (level) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
