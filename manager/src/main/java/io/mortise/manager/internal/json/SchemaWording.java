package io.mortise.manager.internal.json;

import com.networknt.schema.Error;
import io.mortise.api.error.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Says what a value violates in our words; with the value only where its reader may see it. */
final class SchemaWording {
    private final JsonNode schema;
    private final JsonNode instance;
    private final boolean showsValues;

    SchemaWording(JsonNode schema, JsonNode instance, boolean showsValues) {
        this.schema = schema;
        this.instance = instance;
        this.showsValues = showsValues;
    }

    List<SchemaProblem> of(List<Error> errors) {
        Set<SchemaProblem> problems = new LinkedHashSet<>();
        for (Branches.Finding finding : Branches.of(errors)) {
            problems.add(problem(finding));
        }
        return new ArrayList<>(problems);
    }

    private SchemaProblem problem(Branches.Finding finding) {
        Error error = finding.error();
        String pointer = error.getInstanceLocation() == null ? "" : Pointers.of(error.getInstanceLocation());
        JsonNode value = pointer.isEmpty() ? instance : instance.at(JsonPointer.compile(pointer));
        Keyword keyword = Keyword.at(schema, error);
        String property = Optional.ofNullable(error.getProperty()).orElse("");
        return switch (keyword.name()) {
            case "additionalProperties", "unevaluatedProperties" ->
                new SchemaProblem(Pointers.child(pointer, property), true, keyword.unknownKey(property));
            case "propertyNames" ->
                new SchemaProblem(Pointers.child(pointer, property), true, keyword.badKey(schema, property));
            case "required", "dependentRequired" ->
                new SchemaProblem(
                        pointer, false, ForeignText.clean(missing(error, property), ForeignText.MAX) + " is missing");
            default -> new SchemaProblem(pointer, false, text(finding, keyword, value));
        };
    }

    /** A dependent requirement names the key that asks for it as its property, and the missing one first. */
    private static String missing(Error error, String property) {
        boolean dependent = "dependentRequired".equals(error.getKeyword());
        return dependent && error.getArguments() != null && error.getArguments().length > 0
                ? String.valueOf(error.getArguments()[0])
                : property;
    }

    private String text(Branches.Finding finding, Keyword keyword, JsonNode value) {
        if (!finding.types().isEmpty()) {
            return shown(value) + "is " + Types.of(value) + ", not " + Types.words(finding.types());
        }
        if (keyword.name().equals("type") && keyword.wants().isPresent()) {
            return shown(value) + "is " + Types.of(value) + ", not text: "
                    + keyword.wants().get();
        }
        return shown(value) + keyword.claim(value, finding.error());
    }

    private String shown(JsonNode value) {
        if (!showsValues || value.isContainer() || value.isMissingNode()) {
            return "";
        }
        return value.isString() ? ForeignText.quote(value.stringValue()) + ' ' : value.toString() + ' ';
    }
}
