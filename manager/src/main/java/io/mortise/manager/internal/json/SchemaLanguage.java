package io.mortise.manager.internal.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.mortise.api.error.ForeignText;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** JSON Schema 2020-12 as we take it: linear patterns, unknown keywords are annotations, nothing is ever fetched. */
final class SchemaLanguage {
    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(new LinearPatterns())
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(true)
            .build();

    /** Its {@code format: regex} would judge patterns before {@link LinearPatterns} can say what is wrong. */
    private static final SchemaRegistryConfig META_CONFIG =
            SchemaRegistryConfig.builder(CONFIG).formatAssertionsEnabled(false).build();

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
            .build();

    private SchemaLanguage() {}

    /** The schema of schemas, which ships with the validator; made when the first foreign schema comes. */
    private static final class Meta {
        static final Schema SCHEMA = SchemaRegistry.withDialect(
                        Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(META_CONFIG))
                .getSchema(SchemaLocation.of(META));
    }

    /** Loads what the first use would have to: half a second on a cold machine, no schema's own fault. */
    static void warm() {
        Meta.SCHEMA.initializeValidators();
    }

    /** @throws BadSchema when it is none */
    static Schema compile(JsonNode source) {
        try {
            Schema schema = SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(CONFIG)
                            .schemaLoader(loader -> loader.block(iri -> true)))
                    .getSchema(source);
            schema.initializeValidators();
            return schema;
        } catch (BadSchema ours) {
            throw ours;
        } catch (RuntimeException e) { // the validator documents none, and throws many
            throw e.getCause() instanceof BadSchema ours
                    ? ours
                    : new BadSchema("is no JSON Schema 2020-12: " + ForeignText.quote(String.valueOf(e.getMessage())));
        }
    }

    /** @throws BadSchema when it breaks the rules of the language itself, which compiling may not notice */
    static void requireValid(JsonNode source) {
        JsonNode written = source.path("$schema");
        if (written.isString() && !written.stringValue().replaceAll("#$", "").equals(META)) {
            throw new BadSchema(
                    "is written for " + ForeignText.quote(written.stringValue()) + "; JSON Schema 2020-12 is read");
        }
        List<Error> errors = Meta.SCHEMA.validate(source);
        if (!errors.isEmpty()) {
            SchemaProblem first =
                    new SchemaWording(Json.nothing(), source, true).of(errors).get(0);
            throw new BadSchema("is no JSON Schema 2020-12: " + ForeignText.clean(first.pointer(), ForeignText.MAX)
                    + " " + first.text());
        }
    }
}
