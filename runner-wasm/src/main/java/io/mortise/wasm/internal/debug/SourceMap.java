package io.mortise.wasm.internal.debug;

import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.JsonReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * A Source Map of version 3. For WebAssembly there is one generated line, and its columns are offsets into the module's
 * file.
 */
record SourceMap(List<String> sources, String mappings) {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Empty when it is none that can be read. */
    static Optional<SourceMap> parse(String text) {
        try {
            if (Json.parse(text) instanceof Json.Obj object
                    && object.get("sources").orElse(Json.Word.NULL) instanceof Json.Arr sources
                    && object.get("mappings").orElse(Json.Word.NULL) instanceof Json.Text mappings) {
                List<String> names = sources.items().stream()
                        .map(each -> each instanceof Json.Text name ? name.value() : "")
                        .toList();
                return Optional.of(new SourceMap(names, mappings.value()));
            }
            return Optional.empty();
        } catch (JsonReader.NotJson e) {
            return Optional.empty();
        }
    }

    /** The place at or before each offset; what is found within the budget. */
    Map<Long, SourcePlace> find(NavigableSet<Long> offsets, Budget budget) {
        Map<Long, SourcePlace> found = new HashMap<>();
        Segments segments = new Segments();
        try {
            Optional<SourcePlace> before = Optional.empty();
            long since = 0;
            while (segments.next(budget)) {
                collect(offsets, since, segments.column, before, found);
                since = segments.column;
                before = segments.place();
            }
            collect(offsets, since, Long.MAX_VALUE, before, found);
        } catch (Unreadable e) {
            return found;
        }
        return found;
    }

    private static void collect(
            NavigableSet<Long> offsets, long from, long to, Optional<SourcePlace> place, Map<Long, SourcePlace> found) {
        if (to > from && place.isPresent()) {
            offsets.subSet(from, to).forEach(each -> found.put(each, place.get()));
        }
    }

    /** The segments of the first line, one after the other; each number is the difference to the one before. */
    private final class Segments {
        private int at;
        private long column;
        private long source;
        private long line;
        private boolean hasSource;

        boolean next(Budget budget) {
            if (at >= mappings.length() || mappings.charAt(at) == ';') {
                return false;
            }
            if (mappings.charAt(at) == ',') {
                at++;
            }
            budget.step();
            column += number();
            hasSource = !isEnd();
            if (hasSource) {
                source += number();
                line += number();
            }
            while (!isEnd()) {
                number();
            }
            return true;
        }

        private boolean isEnd() {
            return at >= mappings.length() || mappings.charAt(at) == ',' || mappings.charAt(at) == ';';
        }

        private long number() {
            long value = 0;
            for (int shift = 0; shift < 60; shift += 5) {
                int digit = isEnd() ? -1 : DIGITS.indexOf(mappings.charAt(at++));
                if (digit < 0) {
                    throw new Unreadable("a mapping that is no base64");
                }
                value |= (long) (digit & 31) << shift;
                if ((digit & 32) == 0) {
                    return (value & 1) == 0 ? value >> 1 : -(value >> 1);
                }
            }
            throw new Unreadable("a number without an end");
        }

        Optional<SourcePlace> place() {
            boolean isKnown = hasSource && source >= 0 && source < sources.size() && line >= 0;
            return isKnown
                    ? Optional.of(
                            new SourcePlace(sources.get((int) source), (int) Math.min(Integer.MAX_VALUE - 1, line) + 1))
                    : Optional.empty();
        }
    }
}
