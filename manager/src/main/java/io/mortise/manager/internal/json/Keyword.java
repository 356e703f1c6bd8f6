package io.mortise.manager.internal.json;

import com.networknt.schema.Error;
import io.mortise.api.error.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A keyword that was violated and the subschema it stands in.
 *
 * @param wanted the keyword's own value
 */
record Keyword(String name, JsonNode wanted, JsonNode parent) {
    private static final int MAX_LISTED = 12;

    /** In a schema spread over several resources only the keyword itself is known. */
    static Keyword at(JsonNode schema, Error error) {
        String name = Optional.ofNullable(error.getKeyword()).orElse("");
        JsonNode wanted = Optional.ofNullable(error.getSchemaNode()).orElseGet(Json::nothing);
        if (schema.isNull()
                || error.getSchemaLocation() == null
                || error.getSchemaLocation().getFragment() == null) {
            return new Keyword(name, wanted, Json.nothing());
        }
        String pointer = Pointers.of(error.getSchemaLocation().getFragment());
        if (pointer.isEmpty()) {
            return new Keyword(name, schema, schema);
        }
        return new Keyword(
                name,
                schema.at(JsonPointer.compile(pointer)),
                schema.at(JsonPointer.compile(pointer.substring(0, pointer.lastIndexOf('/')))));
    }

    /** What the author of the schema says is wanted: our annotation {@code x-wants}. */
    Optional<String> wants() {
        JsonNode words = parent.path("x-wants");
        return words.isString()
                ? Optional.of(ForeignText.clean(words.stringValue(), ForeignText.MAX))
                : Optional.empty();
    }

    String unknownKey(String key) {
        List<String> known = new ArrayList<>(parent.path("properties").propertyNames());
        Optional<String> nearest = NearestName.of(key, known);
        if (nearest.isPresent()) {
            return "unknown key; did you mean " + ForeignText.clean(nearest.get(), ForeignText.MAX) + "?";
        }
        return known.isEmpty() ? "unknown key; none is allowed here" : "unknown key; known: " + listed(known);
    }

    String badKey(JsonNode schema, String key) {
        JsonNode rule = wanted.path("$ref").isString()
                ? new SchemaReferences(schema).target(wanted.path("$ref").stringValue())
                : wanted;
        if (rule.path("enum").isArray()) {
            List<String> known = texts(rule.path("enum"));
            return NearestName.of(key, known)
                    .map(near -> "unknown key; did you mean " + near + "?")
                    .orElseGet(() -> "unknown key; known: " + listed(known));
        }
        String words = rule.path("x-wants").asString("");
        return words.isEmpty() ? "this key is not allowed here" : "is not " + ForeignText.clean(words, ForeignText.MAX);
    }

    /** The end of the sentence that begins with the value. */
    String claim(JsonNode value, Error error) {
        return switch (name) {
            case "type" -> "is " + Types.of(value) + ", not " + Types.words(texts(wanted));
            case "enum" -> enumClaim(value);
            case "const" -> "is not " + brief(wanted);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> "is not " + range();
            case "multipleOf" -> "is not a multiple of " + wanted;
            case "minLength", "maxLength" ->
                "has " + value.asString("").codePointCount(0, value.asString("").length()) + " characters, not "
                        + bounds("minLength", "maxLength");
            case "minItems", "maxItems" -> "has " + value.size() + " entries, not " + bounds("minItems", "maxItems");
            case "minProperties", "maxProperties" ->
                "has " + value.size() + " keys, not " + bounds("minProperties", "maxProperties");
            case "uniqueItems" -> "has an entry twice";
            case "pattern" -> "is not " + wants().orElseGet(() -> "text that matches " + brief(wanted));
            case "format" -> "is not of format " + brief(wanted);
            case "contains", "minContains" -> "has too few entries of the kind that is wanted";
            case "maxContains" -> "has too many entries of one kind";
            case "oneOf" -> "fits more than one of the choices";
            case "unchecked" -> String.valueOf(error.getMessage());
            default -> parent.isBoolean() || wanted.isBoolean() ? "is not allowed here" : "violates " + name;
        };
    }

    private String enumClaim(JsonNode value) {
        List<String> known = texts(wanted);
        String near = value.isString()
                ? NearestName.of(value.stringValue(), known)
                        .map(each -> "; did you mean " + each + "?")
                        .orElse("")
                : "";
        return "is not one of " + listed(known) + near;
    }

    private String range() {
        if (parent.has("minimum") && parent.has("maximum")) {
            return "in " + parent.get("minimum") + ".." + parent.get("maximum");
        }
        return switch (name) {
            case "minimum" -> "at least " + wanted;
            case "maximum" -> "at most " + wanted;
            case "exclusiveMinimum" -> "above " + wanted;
            default -> "below " + wanted;
        };
    }

    private String bounds(String min, String max) {
        if (!parent.has(max)) {
            return "at least " + parent.get(min);
        }
        return parent.has(min) ? parent.get(min) + ".." + parent.get(max) : "at most " + parent.get(max);
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(Keyword::brief).toList() : List.of(brief(node));
    }

    private static String brief(JsonNode node) {
        return ForeignText.clean(node.isString() ? node.stringValue() : node.toString(), 80);
    }

    private static String listed(List<String> names) {
        String some = names.stream()
                .limit(MAX_LISTED)
                .map(each -> ForeignText.clean(each, 64))
                .collect(Collectors.joining(", "));
        return names.size() > MAX_LISTED ? some + ", …" : some;
    }
}
