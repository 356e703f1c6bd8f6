package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A JSON Schema 2020-12 ready to check values; any thread, many at once. */
public final class CompiledSchema {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Far above what 500 subschemas need for a payload of our largest size class, far below a second. */
    private static final long MAX_STEPS = 5_000_000;

    private static final int MAX_DEPTH = 512;

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(new LinearPatterns())
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(true)
            .build();

    /** Keywords we do not know are annotations, as the specification says. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
            .build();

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
        return BoundedWork.within(PATIENCE, () -> compile(source));
    }

    /** A schema of ours. */
    static CompiledSchema trusted(String schemaJson) {
        return compile(Json.tree(schemaJson.getBytes(UTF_8)));
    }

    private static CompiledSchema compile(JsonNode source) {
        try {
            Schema schema = SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(CONFIG)
                            .schemaLoader(loader -> loader.block(iri -> true)))
                    .getSchema(source);
            schema.initializeValidators();
            return new CompiledSchema(source, schema);
        } catch (JacksonException | SchemaException | IllegalArgumentException e) {
            throw e.getCause() instanceof BadSchema ours
                    ? ours
                    : new BadSchema("is no JSON Schema 2020-12: " + ForeignText.quote(String.valueOf(e.getMessage())));
        }
    }

    /** Every violation as JSON pointer and reason, never with the value; empty = valid. Bytes that are no JSON are one. */
    public List<Violation> validate(byte[] value) {
        try {
            return violations(Json.tree(value));
        } catch (BadJson e) {
            return List.of(new Violation("", String.valueOf(e.getMessage())));
        }
    }

    /** The same for Java values: Map, List, String, Number, Boolean, null. */
    public List<Violation> validateValue(Object value) {
        return violations(Json.tree(value));
    }

    /** The same with the values in the text, in the order found: for files whose reader may see them. */
    public List<SchemaProblem> problems(Object value) {
        JsonNode instance = Json.tree(value);
        return new SchemaWording(source, instance, true).of(errors(instance));
    }

    private List<Violation> violations(JsonNode instance) {
        return new SchemaWording(source, instance, false)
                .of(errors(instance)).stream()
                        .map(each -> new Violation(each.pointer(), each.text()))
                        .toList();
    }

    private List<Error> errors(JsonNode instance) {
        try {
            return schema.validate(
                    instance,
                    context -> context.setExecutionConfig(ExecutionConfig.builder()
                            .maxEvaluationSteps(MAX_STEPS)
                            .maxEvaluationDepth(MAX_DEPTH)
                            .formatAssertionsEnabled(true)
                            .build()));
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return List.of(Error.builder()
                    .keyword("too-much")
                    .messageKey("too-much")
                    .message("takes too long to check: its schema is too complex for a value of this size")
                    .build());
        }
    }

    /** The schema as it was given. */
    public byte[] json() {
        return source.toString().getBytes(UTF_8);
    }
}
