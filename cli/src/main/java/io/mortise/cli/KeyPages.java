package io.mortise.cli;

import io.mortise.cli.link.View;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.json.ShippedSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What plugin.yaml and mortise.yaml say under a key such as {@code limits.memory}, out of the schemas that check them. */
final class KeyPages {
    private final Map<String, View> schemas = new LinkedHashMap<>();

    private KeyPages() {
        schemas.put("plugin.yaml", new View(Json.object(ShippedSchema.pluginText())));
        schemas.put("mortise.yaml", new View(Json.object(ShippedSchema.settingsText())));
    }

    static KeyPages read() {
        return new KeyPages();
    }

    /**
     * A key of one of the files.
     *
     * @param enforced on which runtimes and levels; empty where the schema leaves it to the keys below
     * @param keys below this one
     */
    record Page(String file, String description, List<String> allowed, List<String> enforced, List<String> keys) {
        Map<String, Object> view() {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("file", file);
            view.put("description", description);
            view.put("allowed", allowed);
            view.put("enforced", enforced);
            view.put("keys", keys);
            return view;
        }
    }

    /** One for each file that knows the key. */
    List<Page> find(String key) {
        List<Page> pages = new ArrayList<>();
        schemas.forEach((file, schema) -> field(schema, key).ifPresent(field -> pages.add(page(file, schema, field))));
        return pages;
    }

    private static Optional<View> field(View schema, String key) {
        View field = schema;
        for (String name : key.split("\\.", -1)) {
            View resolved = resolve(schema, field);
            View properties = resolved.view("properties");
            View any = resolved.view("additionalProperties");
            View each = resolve(schema, any).view("properties");
            // limits.memory is asked for, limits.PLUGIN.memory is meant
            View next = properties.has(name) ? properties.view(name) : each.has(name) ? each.view(name) : any;
            if (next.values().isEmpty()) {
                return Optional.empty();
            }
            field = next;
        }
        return Optional.of(field);
    }

    /** A field with what it refers to laid below it. */
    private static View resolve(View schema, View field) {
        String reference = field.text("$ref");
        if (!reference.startsWith("#/$defs/")) {
            return field;
        }
        Map<String, Object> both = new LinkedHashMap<>(schema.view("$defs")
                .view(reference.substring("#/$defs/".length()))
                .values());
        both.putAll(field.values());
        both.remove("$ref");
        return new View(both);
    }

    private static Page page(String file, View schema, View field) {
        View resolved = resolve(schema, field);
        return new Page(
                file,
                resolved.text("description"),
                allowed(resolved),
                resolved.texts("x-enforced"),
                List.copyOf(resolved.view("properties").values().keySet()));
    }

    private static List<String> allowed(View field) {
        List<String> allowed = new ArrayList<>();
        field.optional("x-wants").ifPresent(allowed::add);
        for (View choice : field.views("anyOf")) {
            choice.optional("x-wants").ifPresent(allowed::add);
        }
        if (!field.texts("enum").isEmpty()) {
            allowed.add(String.join(" | ", field.texts("enum")));
        }
        if (field.has("minimum")) {
            allowed.add(field.number("minimum") + ".." + (field.has("maximum") ? field.number("maximum") : ""));
        }
        if (field.has("default")) {
            allowed.add("default " + field.values().get("default"));
        }
        return allowed;
    }
}
