package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field that can be written: where it stands, {@code *} for a name and {@code []} for an entry that authors choose, and
 * where its schema says that it is enforced.
 */
record SchemaField(FieldFile file, String path, Set<RuntimeKind> enforced) {
    SchemaField {
        enforced = Set.copyOf(enforced);
    }

    /** Every field of a file, read from the schema that its loader uses. */
    static List<SchemaField> of(FieldFile file) {
        Walk walk = new Walk(file, read(file.schema()));
        walk.properties(walk.root, "");
        return List.copyOf(walk.found.values());
    }

    private static JsonNode read(String resource) {
        try (InputStream in = SchemaField.class.getResourceAsStream(resource)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True when a probe's place, written with slashes, is this field. */
    boolean isAt(String place) {
        String any = path.replace(".", "/").replace("[]", "/[0-9]+").replace("*", "[^/]+");
        return place.matches(any);
    }

    @Override
    public String toString() {
        return file.name().toLowerCase(Locale.ROOT) + '.' + path;
    }

    private static final class Walk {
        private final FieldFile file;
        private final JsonNode root;
        private final Map<String, SchemaField> found = new LinkedHashMap<>();

        Walk(FieldFile file, JsonNode root) {
            this.file = file;
            this.root = root;
        }

        void properties(JsonNode node, String path) {
            node.path("properties").properties().forEach(property -> {
                JsonNode field = property.getValue();
                String name = path.isEmpty() ? property.getKey() : path + '.' + property.getKey();
                if (field.has("x-enforced")
                        && resolved(field).path("properties").isEmpty()) {
                    found.put(name, new SchemaField(file, name, enforced(field)));
                }
                inside(field, name);
            });
        }

        private void inside(JsonNode node, String path) {
            for (JsonNode each : alternatives(resolved(node))) {
                properties(each, path);
                if (each.path("items").isObject()) {
                    inside(each.path("items"), path + "[]");
                }
                if (each.path("additionalProperties").isObject()) {
                    inside(each.path("additionalProperties"), path + ".*");
                }
            }
        }

        private List<JsonNode> alternatives(JsonNode node) {
            List<JsonNode> all = new ArrayList<>(List.of(node));
            node.path("anyOf").forEach(each -> all.add(resolved(each)));
            return all;
        }

        private JsonNode resolved(JsonNode node) {
            return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
        }

        private static Set<RuntimeKind> enforced(JsonNode field) {
            Set<RuntimeKind> kinds = new TreeSet<>();
            for (JsonNode each : field.path("x-enforced")) {
                Stream.of(RuntimeKind.values())
                        .filter(kind -> each.asString().split(":")[0].equals(kind.text()))
                        .forEach(kinds::add);
            }
            return kinds;
        }
    }
}
