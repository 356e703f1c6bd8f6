package io.mortise.manager.internal.yaml;

import io.mortise.api.error.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds maps, lists and scalars from the parser's events and notes where each stands. Nothing is ever constructed by
 * tag. Problems are collected; only what the parser cannot go on after, or a bomb, ends the reading.
 */
final class YamlComposer {
    private static final int MAX_DEPTH = 30;
    private static final int MAX_ALIASES = 10;

    /** Counted as if every alias were written out: ten aliases alone can multiply a document by forty. */
    private static final int MAX_VALUES = 100_000;

    private final String file;
    private final ParserImpl events;
    private final Map<String, Object> anchors = new HashMap<>();
    private final Set<String> openAnchors = new HashSet<>();
    private final Map<String, Long> anchorSizes = new HashMap<>();
    private int aliases;
    private long count;

    final Map<String, Place> keys = new HashMap<>();
    final Map<String, Place> values = new HashMap<>();
    final List<Problem> problems = new ArrayList<>();

    YamlComposer(String file, String text) {
        this.file = file;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /** The document, which must be the only one. */
    @Nullable
    Object compose() {
        events.getEvent();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            throw stop(Place.START, "", "is empty");
        }
        events.getEvent();
        Object root = node("", 0);
        events.getEvent();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            problems.add(
                    new Problem(file, place(events.peekEvent()), "", "a second document begins here; one is read"));
        }
        return root;
    }

    private @Nullable Object node(String pointer, int depth) {
        Event event = events.getEvent();
        values.putIfAbsent(pointer, place(event));
        if (depth > MAX_DEPTH) {
            throw stop(place(event), pointer, "is nested more than " + MAX_DEPTH + " levels deep");
        }
        countValues(1, event, pointer);
        if (event instanceof AliasEvent alias) {
            return alias(alias, pointer);
        }
        refuseTag(event, pointer);
        String anchor = event instanceof NodeEvent node ? node.getAnchor() : null;
        if (anchor != null) {
            openAnchors.add(anchor);
        }
        long before = count;
        Object value = content(event, pointer, depth);
        if (anchor != null) {
            openAnchors.remove(anchor);
            anchorSizes.put(anchor, count - before);
            anchors.put(anchor, value);
        }
        return value;
    }

    private @Nullable Object content(Event event, String pointer, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.isPlain() ? YamlScalar.resolve(scalar.getValue()) : scalar.getValue();
        }
        return event.is(Event.ID.MappingStart) ? map(pointer, depth) : list(pointer, depth);
    }

    private Map<String, @Nullable Object> map(String pointer, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Place place = place(events.peekEvent());
            String key = key(pointer);
            String child = YamlPath.child(pointer, key);
            boolean isNew = !map.containsKey(key);
            if (isNew) {
                keys.putIfAbsent(child, place);
            } else {
                problems.add(new Problem(
                        file,
                        place,
                        YamlPath.display(child),
                        "is written twice; first in line "
                                + keys.getOrDefault(child, place).line()));
            }
            Object value = node(child, depth + 1);
            map.putIfAbsent(key, value);
        }
        events.getEvent();
        return map;
    }

    private String key(String pointer) {
        Event event = events.peekEvent();
        if (!(event instanceof ScalarEvent scalar)) {
            throw stop(place(event), pointer, "a key is text, not a map, a list or an alias");
        }
        events.getEvent();
        refuseTag(event, pointer);
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            problems.add(new Problem(
                    file, place(event), YamlPath.display(pointer), "merge keys are not read; write the entries out"));
        }
        return scalar.getValue();
    }

    private List<@Nullable Object> list(String pointer, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            list.add(node(pointer + '/' + list.size(), depth + 1));
        }
        events.getEvent();
        return list;
    }

    private @Nullable Object alias(AliasEvent alias, String pointer) {
        if (++aliases > MAX_ALIASES) {
            throw stop(place(alias), pointer, "uses more than " + MAX_ALIASES + " aliases");
        }
        if (openAnchors.contains(alias.getAnchor())) {
            throw stop(place(alias), pointer, "contains itself through alias " + ForeignText.quote(alias.getAnchor()));
        }
        if (!anchors.containsKey(alias.getAnchor())) {
            throw stop(
                    place(alias),
                    pointer,
                    "alias " + ForeignText.quote(alias.getAnchor()) + " has no anchor before it");
        }
        countValues(anchorSizes.getOrDefault(alias.getAnchor(), 0L), alias, pointer);
        return anchors.get(alias.getAnchor());
    }

    private void countValues(long more, Event event, String pointer) {
        count += more;
        if (count > MAX_VALUES) {
            throw stop(place(event), pointer, "holds more than 100,000 values, counted through aliases");
        }
    }

    private void refuseTag(Event event, String pointer) {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : null;
        if (tag != null) {
            problems.add(new Problem(
                    file, place(event), YamlPath.display(pointer), "tags are not read: " + ForeignText.quote(tag)));
        }
    }

    private YamlStop stop(Place place, String pointer, String text) {
        return new YamlStop(new Problem(file, place, YamlPath.display(pointer), text));
    }

    private static Place place(Event event) {
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        boolean sameLine = event instanceof ScalarEvent && start.getLine() == end.getLine();
        return new Place(
                start.getLine() + 1,
                start.getColumn() + 1,
                sameLine ? Math.max(1, end.getColumn() - start.getColumn()) : 1);
    }
}
