package io.mortise.grpc.internal.output;

import io.mortise.api.host.LogLine;
import io.mortise.api.host.LogLine.Level;
import io.mortise.api.host.LogLine.Stream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what a line of stderr is: an hclog record, a line with a level in brackets, the beginning of a dying program's
 * last words, or plain text. One for each stream of one process; not thread-safe.
 *
 * <p>Once a panic began, every line without a level of its own belongs to it and counts as an error.
 */
final class LogLines {
    private static final Pattern LAST_WORDS = Pattern.compile("panic: .*|fatal error: .*|Exception in thread .*"
            + "|# A fatal error has been detected.*|Traceback \\(most recent call last\\):.*|thread '.*' panicked.*"
            + "|Uncaught .*Error.*|runtime: out of memory.*");
    private static final Map<String, Level> BRACKETS = Map.of(
            "[TRACE]", Level.TRACE,
            "[DEBUG]", Level.DEBUG,
            "[INFO]", Level.INFO,
            "[WARN]", Level.WARN,
            "[ERROR]", Level.ERROR);
    private static final List<String> RECORD_KEYS = List.of("@level", "@message", "@timestamp");

    private final Stream stream;
    private boolean dying;

    LogLines(Stream stream) {
        this.stream = stream;
    }

    LogLine parse(String line) {
        return record(line).or(() -> bracketed(line)).orElseGet(() -> plain(line));
    }

    /** A record needs its level and message to be strings; anything else in their place makes the line plain text. */
    private Optional<LogLine> record(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        return Json.members(line).flatMap(members -> {
            Optional<Level> level = text(members, "@level").flatMap(LogLines::level);
            Optional<String> message = text(members, "@message");
            if (level.isEmpty() || message.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> fields = new LinkedHashMap<>(members);
            RECORD_KEYS.forEach(fields::remove);
            return Optional.of(new LogLine(
                    level.get(), message.get(), fields.isEmpty() ? "" : Json.object(renamed(fields)), stream));
        });
    }

    /** {@code @module} and {@code @caller} become plain names. */
    private static Map<String, String> renamed(Map<String, String> fields) {
        Map<String, String> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> renamed.put(name.startsWith("@") ? name.substring(1) : name, value));
        return renamed;
    }

    private static Optional<String> text(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Json::string);
    }

    private static Optional<Level> level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trace" -> Optional.of(Level.TRACE);
            case "debug" -> Optional.of(Level.DEBUG);
            case "info" -> Optional.of(Level.INFO);
            case "warn" -> Optional.of(Level.WARN);
            case "error" -> Optional.of(Level.ERROR);
            default -> Optional.empty();
        };
    }

    private Optional<LogLine> bracketed(String line) {
        int close = line.indexOf(']');
        return Optional.ofNullable(close < 0 ? null : BRACKETS.get(line.substring(0, close + 1)))
                .map(level -> new LogLine(level, line.substring(close + 1).strip(), "", stream));
    }

    private LogLine plain(String line) {
        dying |= LAST_WORDS.matcher(line).matches();
        return new LogLine(dying ? Level.ERROR : Level.INFO, line, "", stream);
    }
}
