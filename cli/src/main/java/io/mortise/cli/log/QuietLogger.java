package io.mortise.cli.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes what is loud enough to stderr: errors, and with {@code -v} what else happens. */
public final class QuietLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    // SLF4J makes loggers before any command is parsed, so how loud they are is one value for the process.
    private static volatile Level threshold = Level.ERROR;
    private static volatile PrintStream err =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true);

    QuietLogger(String name) {
        this.name = name;
    }

    /** Sets what is loud enough for every logger of this process, and where it goes. */
    public static void set(Level level, PrintStream stream) {
        threshold = level;
        err = stream;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        StringWriter line = new StringWriter();
        line.append(level.name().toLowerCase(Locale.ROOT)).append(": ").append(text);
        if (cause != null) {
            line.append('\n');
            cause.printStackTrace(new PrintWriter(line, true));
        }
        err.println(line.toString().stripTrailing());
    }

    private static boolean isLoud(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return isLoud(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isLoud(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isLoud(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isLoud(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isLoud(Level.ERROR);
    }
}
