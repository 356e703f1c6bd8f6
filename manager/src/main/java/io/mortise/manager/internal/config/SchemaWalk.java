package io.mortise.manager.internal.config;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subschemas that speak about a part of a value: through {@code properties}, {@code items}, {@code $ref} and
 * {@code allOf}. For defaults, branches ({@code anyOf}, {@code if}, …) are not followed: which of them holds is known
 * only after the value is complete. For secrets all are: what any branch marks is hidden. The schema was compiled, so
 * its references end.
 */
final class SchemaWalk {
    private static final List<String> LISTED = List.of("anyOf", "oneOf");
    private static final List<String> SINGLE = List.of("if", "then", "else");

    private final Map<String, Object> root;
    private final boolean everyBranch;
    private final List<Map<?, ?>> here;

    private SchemaWalk(Map<String, Object> root, boolean everyBranch, List<? extends Map<?, ?>> here) {
        this.root = root;
        this.everyBranch = everyBranch;
        this.here = expanded(here);
    }

    /** What holds whatever the value is. */
    static SchemaWalk certain(Map<String, Object> schema) {
        return new SchemaWalk(schema, false, List.of(schema));
    }

    /** What may hold. */
    static SchemaWalk possible(Map<String, Object> schema) {
        return new SchemaWalk(schema, true, List.of(schema));
    }

    SchemaWalk property(String name) {
        List<Map<?, ?>> below = new ArrayList<>();
        for (Map<?, ?> schema : here) {
            int before = below.size();
            child(schema, "properties", name).ifPresent(below::add);
            if (schema.get("patternProperties") instanceof Map<?, ?> patterns) {
                patterns.keySet().stream()
                        .filter(pattern ->
                                Pattern.compile((String) pattern).matcher(name).find())
                        .flatMap(pattern -> child(schema, "patternProperties", pattern).stream())
                        .forEach(below::add);
            }
            if (below.size() == before) {
                map(schema.get("additionalProperties")).ifPresent(below::add);
            }
        }
        return new SchemaWalk(root, everyBranch, below);
    }

    SchemaWalk items() {
        List<Map<?, ?>> below = new ArrayList<>();
        for (Map<?, ?> schema : here) {
            map(schema.get("items")).ifPresent(below::add);
            if (everyBranch) {
                maps(schema.get("prefixItems")).forEach(below::add);
            }
        }
        return new SchemaWalk(root, everyBranch, below);
    }

    /** Names under {@code properties}, in their order. */
    List<String> names() {
        return here.stream()
                .flatMap(schema -> map(schema.get("properties")).stream())
                .flatMap(properties -> properties.keySet().stream())
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    boolean declares(String property) {
        return names().contains(property);
    }

    boolean isSecret() {
        return here.stream().anyMatch(schema -> Boolean.TRUE.equals(schema.get("x-secret")));
    }

    /** True when one of these schemas has a default, even {@code null}. */
    boolean hasDefault() {
        return here.stream().anyMatch(schema -> schema.containsKey("default"));
    }

    @Nullable
    Object defaultValue() {
        for (Map<?, ?> schema : here) {
            if (schema.containsKey("default")) {
                return schema.get("default");
            }
        }
        return null;
    }

    /** The one type it takes, when it says so. */
    Optional<String> type() {
        return here.stream()
                .flatMap(schema -> schema.get("type") instanceof String type ? Stream.of(type) : Stream.empty())
                .findFirst();
    }

    private List<Map<?, ?>> expanded(List<? extends Map<?, ?>> schemas) {
        List<Map<?, ?>> all = new ArrayList<>(schemas);
        for (int i = 0; i < all.size(); i++) {
            for (Map<?, ?> more : inPlace(all.get(i)).toList()) {
                if (!all.contains(more)) {
                    all.add(more);
                }
            }
        }
        return all;
    }

    /** The schemas that look at the same value as {@code schema}. */
    private Stream<Map<?, ?>> inPlace(Map<?, ?> schema) {
        Stream<Map<?, ?>> certain =
                Stream.concat(SchemaTarget.of(root, schema.get("$ref")).stream(), maps(schema.get("allOf")));
        if (!everyBranch) {
            return certain;
        }
        Stream<Map<?, ?>> listed = LISTED.stream().flatMap(keyword -> maps(schema.get(keyword)));
        Stream<Map<?, ?>> single = SINGLE.stream().flatMap(keyword -> map(schema.get(keyword)).stream());
        Stream<Map<?, ?>> dynamic = Stream.concat(
                SchemaTarget.of(root, schema.get("$dynamicRef")).stream(),
                map(schema.get("dependentSchemas")).stream().flatMap(each -> maps(new ArrayList<>(each.values()))));
        return Stream.of(certain, listed, single, dynamic).flatMap(each -> each);
    }

    private static Optional<Map<?, ?>> child(Map<?, ?> schema, String keyword, Object name) {
        return map(schema.get(keyword)).flatMap(children -> map(children.get(name)));
    }

    private static Optional<Map<?, ?>> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().flatMap(each -> map(each).stream()) : Stream.empty();
    }
}
