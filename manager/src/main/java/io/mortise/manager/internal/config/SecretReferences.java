package io.mortise.manager.internal.config;

import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code {secret: NAME}}, {@code {env: NAME}} and {@code {file: path}}, at every depth. A
 * map is no reference where the schema itself declares a property of that name. Used for one document.
 */
final class SecretReferences {
    private static final Set<String> FORMS = Set.of("secret", "env", "file");

    private final SecretResolver secrets;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> pointers = new LinkedHashSet<>();

    SecretReferences(SecretResolver secrets) {
        this.secrets = secrets;
    }

    private @Nullable Object resolve(@Nullable Object value, SchemaWalk schema, String pointer) {
        if (value instanceof Map<?, ?> map) {
            return isReference(map, schema) ? looked(map, schema, pointer) : all(map, schema, pointer);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> resolved = new ArrayList<>();
            for (Object each : list) {
                resolved.add(resolve(each, schema.items(), pointer + '/' + resolved.size()));
            }
            return resolved;
        }
        return value;
    }

    /** What could not be found. */
    List<Violation> violations() {
        return violations;
    }

    /** The texts put in: to be redacted wherever they appear. */
    Set<String> values() {
        return values;
    }

    /** Where they were put in. */
    Set<String> pointers() {
        return pointers;
    }

    /** The whole document, which is a map and never a reference itself. */
    Map<String, @Nullable Object> document(Map<String, @Nullable Object> written, SchemaWalk schema) {
        return all(written, schema, "");
    }

    private Map<String, @Nullable Object> all(Map<?, ?> map, SchemaWalk schema, String pointer) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            String name = (String) key;
            resolved.put(name, resolve(each, schema.property(name), ConfigPointer.child(pointer, name)));
        });
        return resolved;
    }

    private static boolean isReference(Map<?, ?> map, SchemaWalk schema) {
        if (map.size() != 1) {
            return false;
        }
        String key = (String) map.keySet().iterator().next();
        return FORMS.contains(key) && map.get(key) instanceof String && !schema.declares(key);
    }

    private @Nullable Object looked(Map<?, ?> map, SchemaWalk schema, String pointer) {
        String form = (String) map.keySet().iterator().next();
        String name = String.valueOf(map.get(form));
        Optional<String> found =
                switch (form) {
                    case "secret" -> secrets.secret(name);
                    case "env" -> secrets.env(name);
                    default -> secrets.file(name);
                };
        pointers.add(pointer);
        if (found.isEmpty()) {
            violations.add(new Violation(pointer, missing(form, name)));
            return null;
        }
        values.add(found.get());
        return typed(found.get(), schema.type().orElse("string"));
    }

    private static String missing(String form, String name) {
        String quoted = ForeignText.quote(name);
        return switch (form) {
            case "secret" -> "secret " + quoted + " is not there; add it to the secrets file";
            case "env" -> "environment variable " + quoted + " is not set";
            default -> "file " + quoted + " cannot be read";
        };
    }

    /** References are text; a schema that wants a number or a flag gets one where the text is one. */
    private static Object typed(String text, String type) {
        return switch (type) {
            case "integer" -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
            case "number" -> text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?") ? (Object) Double.valueOf(text) : text;
            case "boolean" -> text.matches("true|false") ? (Object) Boolean.valueOf(text) : text;
            default -> text;
        };
    }
}
