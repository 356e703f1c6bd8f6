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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    private final PlainSchema plain;
    private final Supplier<Validator> maker;
    private final Object making = new Object();
    private volatile @Nullable Validator made;

    /** The library's form of the schema; half a second of class loading when it is the first. */
    private record Validator(JsonNode source, Schema schema) {}

    private CompiledSchema(PlainSchema plain, Supplier<Validator> maker) {
        this.plain = plain;
        this.maker = maker;
    }

    /**
     * Compiled on a thread of its own within 1 s; at the first value that needs it where the schema is plainly one.
     *
     * @param schemaJson at most 64 KiB, 500 subschemas counted through {@code $ref}, references inside it only
     * @throws BadSchema when it is not
     */
    public static CompiledSchema of(String schemaJson) {
        CompiledSchema schema = new CompiledSchema(PlainSchema.of(schemaJson), () -> foreign(schemaJson));
        if (!SoundSchema.isSound(schemaJson)) {
            schema.made = schema.maker.get();
        }
        return schema;
    }

    private static Validator foreign(String schemaJson) {
        JsonNode source = SchemaCaps.check(schemaJson);
        SchemaLanguage.warm();
        return BoundedWork.within(PATIENCE, () -> {
            SchemaLanguage.requireValid(source);
            return new Validator(source, SchemaLanguage.compile(source));
        });
    }

    /** A schema of ours, compiled when the first value needs it. */
    static CompiledSchema trusted(String schemaJson) {
        return new CompiledSchema(PlainSchema.of(schemaJson), () -> {
            JsonNode source = Json.tree(schemaJson.getBytes(UTF_8));
            return new Validator(source, SchemaLanguage.compile(source));
        });
    }

    private Validator validator() {
        Validator known = made;
        if (known == null) {
            synchronized (making) {
                known = made == null ? maker.get() : made;
                made = known;
            }
        }
        return known;
    }

    /**
     * At most 100 violations as JSON pointer and reason, never with the value; empty = valid. Bytes that are no JSON
     * are one. Runs on the caller's thread, for a second at the very most.
     */
    public List<Violation> validate(byte[] value) {
        if (PlainJson.read(value)
                .filter(document -> plain.accepts(document.value()))
                .isPresent()) {
            return List.of();
        }
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
        if (plain.accepts(value)) {
            return List.of();
        }
        JsonNode instance = Json.tree(value);
        return BoundedWork.within(PATIENCE, () -> violations(instance));
    }

    /** All problems with the values in the text: for files whose reader may see them. */
    public List<SchemaProblem> problems(Object value) {
        return plain.accepts(value) ? List.of() : judged(value);
    }

    /** By the library, whether or not it is plain. */
    List<SchemaProblem> judged(Object value) {
        JsonNode instance = Json.tree(value);
        return new SchemaWording(validator().source(), instance, true).of(errors(instance));
    }

    private List<Violation> violations(JsonNode instance) {
        List<SchemaProblem> problems = new SchemaWording(validator().source(), instance, false).of(errors(instance));
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
            validator().schema().validate(context, instance);
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
