package io.mortise.manager.internal.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One value of a document, looked at tolerantly: a value of another type than asked for is as if it were not there, so
 * that checks can go on beside what the schema already complains about.
 */
public final class YamlView {
    private final YamlDoc doc;
    private final String pointer;
    private final @Nullable Object value;

    private YamlView(YamlDoc doc, String pointer, @Nullable Object value) {
        this.doc = doc;
        this.pointer = pointer;
        this.value = value;
    }

    public static YamlView of(YamlDoc doc) {
        return new YamlView(doc, "", doc.root());
    }

    /** What stands under a key; a view of nothing when there is none. */
    public YamlView get(String key) {
        Object child = value instanceof Map<?, ?> map ? map.get(key) : null;
        return new YamlView(doc, YamlPath.child(pointer, key), child);
    }

    public boolean isPresent() {
        return value != null;
    }

    /** As {@link YamlDoc#root} holds it. */
    public Optional<Object> value() {
        return Optional.ofNullable(value);
    }

    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public String text(String otherwise) {
        return text().orElse(otherwise);
    }

    public Optional<Long> number() {
        return value instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    public int number(int otherwise) {
        return number().map(Math::toIntExact).orElse(otherwise);
    }

    public boolean flag(boolean otherwise) {
        return value instanceof Boolean flag ? flag : otherwise;
    }

    /** A duration; the schema vouches for its form. */
    public Optional<Duration> duration() {
        return text().flatMap(Quantity::duration);
    }

    /** A size in bytes, written with a unit or as a number. */
    public OptionalLong size() {
        return value instanceof Long bytes
                ? OptionalLong.of(bytes)
                : text().map(Quantity::size).orElse(OptionalLong.empty());
    }

    public boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    /** The entries of a list; none for anything else. */
    public List<YamlView> items() {
        List<YamlView> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object each : list) {
                items.add(new YamlView(doc, pointer + '/' + items.size(), each));
            }
        }
        return items;
    }

    /** The texts among the entries of a list. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The entries of a map in their order; none for anything else. */
    public Map<String, YamlView> entries() {
        Map<String, YamlView> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> entries.put((String) key, get((String) key)));
        }
        return entries;
    }

    public String pointer() {
        return pointer;
    }

    /** A problem of this value. */
    public Problem problem(String text) {
        return doc.problemAt(pointer, text);
    }

    /** A problem of the key. */
    public Problem keyProblem(String text) {
        return doc.problemAtKey(pointer, text);
    }

    /** A problem of a part of this value, by JSON pointer from here. */
    public Problem problemAt(String below, String text) {
        return doc.problemAt(pointer + below, text);
    }
}
