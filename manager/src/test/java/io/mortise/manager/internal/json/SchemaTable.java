package io.mortise.manager.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes one of our schemas as a table of a Markdown page. */
final class SchemaTable {
    private final Map<?, ?> root;
    private final boolean showsEnforced;
    private final List<String> rows = new ArrayList<>();

    private SchemaTable(Map<?, ?> root, boolean showsEnforced) {
        this.root = root;
        this.showsEnforced = showsEnforced;
    }

    static String of(String schema, boolean showsEnforced) {
        Map<?, ?> root = Json.object(schema);
        SchemaTable table = new SchemaTable(root, showsEnforced);
        table.properties("", root);
        String head = showsEnforced
                ? "| key | value | default | enforced on | what it is |\n|---|---|---|---|---|\n"
                : "| key | value | default | what it is |\n|---|---|---|---|\n";
        return head + String.join("\n", table.rows) + "\n";
    }

    /** Pointers of the properties without description, or without a claim of what enforces them. */
    static List<String> undocumented(String schema) {
        SchemaTable table = new SchemaTable(Json.object(schema), true);
        List<String> missing = new ArrayList<>();
        table.undocumented("", table.root, missing);
        return missing;
    }

    private void undocumented(String path, Map<?, ?> schema, List<String> missing) {
        parts(schema).forEach((name, raw) -> {
            if (!(raw.get("description") instanceof String) || !(raw.get("x-enforced") instanceof List<?>)) {
                missing.add(path + name);
            }
            undocumented(path + name + ".", expanded(raw), missing);
        });
    }

    private void properties(String path, Map<?, ?> schema) {
        parts(schema).forEach((name, raw) -> {
            Map<?, ?> property = expanded(raw);
            rows.add(row(path + name, raw, property, isRequired(schema, name)));
            properties(path + name + '.', property);
            below(property.get("items")).ifPresent(items -> properties(path + name + "[].", items));
            below(property.get("additionalProperties")).ifPresent(each -> {
                below(each.get("items"))
                        .ifPresentOrElse(
                                items -> properties(path + name + ".NAME[].", items),
                                () -> properties(path + name + ".NAME.", each));
            });
        });
    }

    /** The properties, and those of the forms a value may take. */
    private Map<String, Map<?, ?>> parts(Map<?, ?> schema) {
        Map<String, Map<?, ?>> parts = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> parts.put((String) name, (Map<?, ?>) property));
        }
        if (schema.get("anyOf") instanceof List<?> forms) {
            forms.forEach(form -> parts.putAll(parts(expanded((Map<?, ?>) form))));
        }
        return parts;
    }

    private Optional<Map<?, ?>> below(Object schema) {
        return schema instanceof Map<?, ?> map ? Optional.of(expanded(map)) : Optional.empty();
    }

    private static boolean isRequired(Map<?, ?> schema, String name) {
        return schema.get("required") instanceof List<?> required && required.contains(name);
    }

    private String row(String path, Map<?, ?> raw, Map<?, ?> property, boolean required) {
        String otherwise = required
                ? "required"
                : raw.containsKey("default")
                        ? '`' + Json.text(raw.get("default")).replace("\"", "") + '`'
                        : "";
        List<String> cells = new ArrayList<>(List.of('`' + path + '`', value(property), otherwise));
        if (showsEnforced) {
            cells.add(
                    raw.get("x-enforced") instanceof List<?> where
                            ? where.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            : "");
        }
        cells.add(String.valueOf(raw.get("description")));
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String value(Map<?, ?> schema) {
        if (schema.get("x-wants") instanceof String wants) {
            return wants;
        }
        if (schema.get("enum") instanceof List<?> choices) {
            return choices.stream().map(each -> "`" + each + '`').collect(Collectors.joining(", "));
        }
        if (schema.get("anyOf") instanceof List<?> forms) {
            return forms.stream()
                    .map(form -> value(expanded((Map<?, ?>) form)))
                    .distinct()
                    .collect(Collectors.joining(", or "));
        }
        if (schema.containsKey("const")) {
            return "`" + schema.get("const") + '`';
        }
        return typed(schema);
    }

    private String typed(Map<?, ?> schema) {
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" ->
                schema.containsKey("maximum") ? schema.get("minimum") + ".." + schema.get("maximum") : "a whole number";
            case "string" -> "text" + (schema.containsKey("maxLength") ? ", ≤ " + schema.get("maxLength") : "");
            case "boolean" -> "`true`, `false`";
            case "array" ->
                "a list"
                        + below(schema.get("items"))
                                .filter(items -> !items.containsKey("properties"))
                                .map(items -> " of " + value(items))
                                .orElse("");
            case "object" -> "a map";
            default -> "anything";
        };
    }

    /** With what its reference says; what is written beside the reference wins. */
    private Map<?, ?> expanded(Map<?, ?> schema) {
        if (!(schema.get("$ref") instanceof String reference)) {
            return schema;
        }
        Map<?, ?> definitions = (Map<?, ?>) root.get("$defs");
        Map<Object, Object> all =
                new LinkedHashMap<>((Map<?, ?>) definitions.get(reference.substring("#/$defs/".length())));
        all.putAll(schema);
        all.remove("$ref");
        return expanded(all);
    }
}
