package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.ForeignText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a foreign schema may be before anything compiles it: 64 KiB, references inside itself only, at most 500
 * subschemas when every {@code $ref} is replaced by what it refers to, and no reference that comes back to itself
 * without going deeper into the value.
 */
final class SchemaCaps {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_SUBSCHEMAS = 500;
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples");
    private static final Set<String> IN_PLACE =
            Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private final SchemaReferences references;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Set<String> counting = new HashSet<>();
    private final Set<String> following = new HashSet<>();
    private final Set<String> ending = new HashSet<>();

    private SchemaCaps(JsonNode root) {
        this.references = new SchemaReferences(root);
    }

    static JsonNode check(String schemaJson) {
        int bytes = schemaJson.getBytes(UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new BadSchema("has " + bytes + " bytes, more than 64 KiB");
        }
        JsonNode root = parsed(schemaJson);
        if (!root.isObject() && !root.isBoolean()) {
            throw new BadSchema("is neither an object nor true or false");
        }
        SchemaCaps caps = new SchemaCaps(root);
        if (caps.count(root) > MAX_SUBSCHEMAS) {
            throw new BadSchema("has more than " + MAX_SUBSCHEMAS + " subschemas, counted through $ref");
        }
        caps.sizes.keySet().forEach(caps::requireAnEnd);
        return root;
    }

    private static JsonNode parsed(String schemaJson) {
        try {
            return Json.tree(schemaJson.getBytes(UTF_8));
        } catch (BadJson e) {
            throw new BadSchema(String.valueOf(e.getMessage()));
        }
    }

    /** Objects are counted wherever they stand: a keyword's map of schemas costs one more than needed, never less. */
    private int count(JsonNode node) {
        int sum = node.isObject() ? 1 : 0;
        for (var field : node.properties()) {
            if (SchemaReferences.isReference(field)) {
                sum += countTarget(field.getValue().stringValue());
            } else if (!DATA.contains(field.getKey())) {
                sum += count(field.getValue());
            }
            sum = Math.min(sum, MAX_SUBSCHEMAS + 1);
        }
        if (node.isArray()) {
            for (JsonNode each : node) {
                sum = Math.min(sum + count(each), MAX_SUBSCHEMAS + 1);
            }
        }
        return sum;
    }

    private int countTarget(String reference) {
        Integer known = sizes.get(reference);
        if (known != null) {
            return known;
        }
        JsonNode target = references.target(reference);
        if (!counting.add(reference)) {
            return 1; // a schema for trees: how deep it goes is for the value to say
        }
        int size = count(target);
        counting.remove(reference);
        sizes.put(reference, size);
        return size;
    }

    private void requireAnEnd(String reference) {
        if (ending.contains(reference)) {
            return;
        }
        if (!following.add(reference)) {
            throw new BadSchema("reference " + ForeignText.quote(reference) + " comes back to itself");
        }
        followInPlace(references.target(reference));
        following.remove(reference);
        ending.add(reference);
    }

    private void followInPlace(JsonNode node) {
        for (var field : node.properties()) {
            if (SchemaReferences.isReference(field)) {
                requireAnEnd(field.getValue().stringValue());
            } else if (IN_PLACE.contains(field.getKey())) {
                followInPlace(field.getValue());
                field.getValue().forEach(this::followInPlace);
            }
        }
    }
}
