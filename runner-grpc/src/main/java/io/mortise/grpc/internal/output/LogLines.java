package io.mortise.grpc.internal.output;

import io.mortise.api.host.LogLine;
import io.mortise.api.host.LogLine.Level;
import io.mortise.api.host.LogLine.Stream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what a line of stderr is: an hclog record, a line with a level in brackets, a line of a panic, or plain text. One
 * for each stream of one process; not thread-safe.
 *
 * <p>A line of a panic counts as an error; how far one goes is its language's to say ({@link Panic}).
 */
final class LogLines {
    private static final Map<String, Level> BRACKETS = Map.of(
            "[TRACE]", Level.TRACE,
            "[DEBUG]", Level.DEBUG,
            "[INFO]", Level.INFO,
            "[WARN]", Level.WARN,
            "[ERROR]", Level.ERROR);
    private static final List<String> RECORD_KEYS = List.of("@level", "@message", "@timestamp");

    private final Stream stream;
    private Optional<Panic> panic = Optional.empty();
    private Place place = Place.APART;

    /** Where the line parsed last belongs. */
    enum Place {
        APART,
        BEGINS_A_PANIC,
        INSIDE_A_PANIC
    }

    LogLines(Stream stream) {
        this.stream = stream;
    }

    LogLine parse(String line) {
        place = Place.APART;
        return record(line).or(() -> bracketed(line)).orElseGet(() -> plain(line));
    }

    /** Of the line given to {@link #parse} last. */
    Place place() {
        return place;
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
        Optional<Panic> begun = Panic.begunBy(line);
        if (begun.isPresent() && panic.isEmpty()) {
            panic = begun;
            place = Place.BEGINS_A_PANIC;
        } else if (panic.isPresent()) {
            continuePanic(panic.get(), line);
        }
        return new LogLine(place == Place.APART ? Level.INFO : Level.ERROR, line, "", stream);
    }

    private void continuePanic(Panic now, String line) {
        boolean goesOn = now.goesOnAfter(line);
        place = goesOn || now.endsWith(line) ? Place.INSIDE_A_PANIC : Place.APART;
        panic = goesOn ? panic : Optional.empty();
    }
}
