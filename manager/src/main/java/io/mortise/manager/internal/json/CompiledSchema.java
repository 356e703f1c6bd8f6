package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.mortise.api.error.Detail.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema 2020-12 ready to check values; any thread, many at once. */
public final class CompiledSchema {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** About a second: far above what an honest schema needs for a value of our largest size class. */
    private static final ExecutionConfig BOUNDS = ExecutionConfig.builder()
            .maxEvaluationSteps(5_000_000)
            .maxEvaluationDepth(1_024)
            .formatAssertionsEnabled(true)
            .build();

    private static final int MAX_VIOLATIONS = 100;

    private final JsonNode source;
    private final Schema schema;

    private CompiledSchema(JsonNode source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    /**
     * Compiled on a thread of its own within 1 s.
     *
     * @param schemaJson at most 64 KiB, 500 subschemas counted through {@code $ref}, references inside it only
     * @throws BadSchema when it is not
     */
    public static CompiledSchema of(String schemaJson) {
        JsonNode source = SchemaCaps.check(schemaJson);
        SchemaLanguage.warm();
        return BoundedWork.within(PATIENCE, () -> {
            SchemaLanguage.requireValid(source);
            return new CompiledSchema(source, SchemaLanguage.compile(source));
        });
    }

    /** A schema of ours. */
    static CompiledSchema trusted(String schemaJson) {
        JsonNode source = Json.tree(schemaJson.getBytes(UTF_8));
        return new CompiledSchema(source, SchemaLanguage.compile(source));
    }

    /**
     * At most 100 violations as JSON pointer and reason, never with the value; empty = valid. Bytes that are no JSON
     * are one. Runs on the caller's thread, for a second at the very most.
     */
    public List<Violation> validate(byte[] value) {
        try {
            return violations(Json.tree(value));
        } catch (BadJson e) {
            return List.of(new Violation("", String.valueOf(e.getMessage())));
        }
    }

    /**
     * The same for Java values (Map, List, String, Number, Boolean, null), on a thread of its own within 1 s.
     *
     * @throws BadSchema when the time does not suffice
     */
    public List<Violation> validateValue(Object value) {
        JsonNode instance = Json.tree(value);
        return BoundedWork.within(PATIENCE, () -> violations(instance));
    }

    /** All problems with the values in the text: for files whose reader may see them. */
    public List<SchemaProblem> problems(Object value) {
        JsonNode instance = Json.tree(value);
        return new SchemaWording(source, instance, true).of(errors(instance));
    }

    private List<Violation> violations(JsonNode instance) {
        List<SchemaProblem> problems = new SchemaWording(source, instance, false).of(errors(instance));
        List<Violation> violations = new ArrayList<>();
        problems.stream()
                .limit(MAX_VIOLATIONS)
                .forEach(each -> violations.add(new Violation(each.pointer(), each.text())));
        if (problems.size() > MAX_VIOLATIONS) {
            violations.add(new Violation("", "has more than " + MAX_VIOLATIONS + " violations"));
        }
        return violations;
    }

    private List<Error> errors(JsonNode instance) {
        CappedErrors context = new CappedErrors(BOUNDS);
        try {
            schema.validate(context, instance);
            return context.getErrors();
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return unchecked("takes too long to check: its schema is too complex for a value of this size");
        } catch (RuntimeException e) { // what cannot be checked is not valid
            return unchecked("could not be checked: " + e.getClass().getSimpleName());
        }
    }

    private static List<Error> unchecked(String why) {
        return List.of(Error.builder()
                .keyword("unchecked")
                .messageKey("unchecked")
                .message(why)
                .build());
    }
}
