package io.mortise.manager.internal.yaml;

import io.mortise.api.error.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML document as Java values (Map, List, String, Long, BigInteger, Double, Boolean, null) with the place of each.
 * Safe to read from anyone: no tags, at most 10 aliases, 30 levels, 1 MiB, no duplicate and no merge keys.
 */
public final class YamlDoc {
    private final String file;
    private final String source;
    private final Map<String, @Nullable Object> root;
    private final YamlPlaces places;
    private final List<Problem> problems;

    private YamlDoc(
            String file, String source, Map<String, @Nullable Object> root, YamlPlaces places, List<Problem> problems) {
        this.file = file;
        this.source = source;
        this.root = root;
        this.places = places;
        this.problems = List.copyOf(problems);
    }

    /**
     * Never throws for what the bytes are.
     *
     * @param file the name to show
     */
    public static YamlDoc parse(String file, byte[] bytes) {
        YamlText.Decoded decoded = YamlText.decode(file, bytes);
        if (decoded.problem().isPresent()) {
            return unreadable(file, decoded.text(), decoded.problem().get());
        }
        YamlComposer composer = new YamlComposer(file, decoded.text());
        try {
            return composed(file, decoded.text(), composer);
        } catch (YamlStop e) {
            composer.problems.add(e.problem);
        } catch (MarkedYAMLException e) {
            composer.problems.add(new Problem(file, place(e.getProblemMark()), "", syntax(e)));
        } catch (YAMLException e) {
            composer.problems.add(
                    new Problem(file, Place.START, "", ForeignText.clean(String.valueOf(e.getMessage()), 120)));
        }
        return new YamlDoc(file, decoded.text(), Map.of(), YamlPlaces.NONE, composer.problems);
    }

    private static YamlDoc composed(String file, String text, YamlComposer composer) {
        Object value = composer.compose();
        YamlPlaces places = new YamlPlaces(composer.keys, composer.values);
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked") // the composer makes no other maps
            Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) value;
            return new YamlDoc(file, text, map, places, composer.problems);
        }
        return unreadable(
                file,
                text,
                new Problem(file, Place.START, "", value == null ? "is empty" : "is not a map of keys to values"));
    }

    private static YamlDoc unreadable(String file, String text, Problem problem) {
        return new YamlDoc(file, text, Map.of(), YamlPlaces.NONE, List.of(problem));
    }

    private static String syntax(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return "is no YAML: " + ForeignText.clean(e.getProblem() + context, 120);
    }

    private static Place place(@Nullable Mark mark) {
        return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1, 1);
    }

    public String file() {
        return file;
    }

    /** The text, for excerpts. */
    public String source() {
        return source;
    }

    /** Empty where the document could not be read. */
    public Map<String, @Nullable Object> root() {
        return root;
    }

    /** What is wrong with it as YAML. */
    public List<Problem> problems() {
        return problems;
    }

    /** True when {@link #root} holds what was written; problems may remain. */
    public boolean isReadable() {
        return !places.values().isEmpty();
    }

    /** The value at a JSON pointer; empty when there is none, or null. */
    public Optional<Object> at(String pointer) {
        Object value = root;
        for (String raw :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String key = raw.replace("~1", "/").replace("~0", "~");
            value = value instanceof Map<?, ?> map
                    ? map.get(key)
                    : value instanceof List<?> list ? item(list, key) : null;
        }
        return Optional.ofNullable(value);
    }

    private static @Nullable Object item(List<?> list, String index) {
        return index.matches("[0-9]{1,9}") && Integer.parseInt(index) < list.size()
                ? list.get(Integer.parseInt(index))
                : null;
    }

    /** A problem of the value at {@code pointer}. */
    public Problem problemAt(String pointer, String text) {
        return new Problem(file, places.value(pointer), YamlPath.display(pointer), text);
    }

    /** A problem of the key at {@code pointer}, or of what the map there lacks. */
    public Problem problemAtKey(String pointer, String text) {
        return new Problem(file, places.key(pointer), YamlPath.display(pointer), text);
    }

    /** All problems in the order of the file, each once. */
    public static List<Problem> sorted(List<Problem> problems) {
        List<Problem> all = new ArrayList<>(problems);
        all.sort(java.util.Comparator.comparing(Problem::place));
        return all.stream().distinct().toList();
    }
}
