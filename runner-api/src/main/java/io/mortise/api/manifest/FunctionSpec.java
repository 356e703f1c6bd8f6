package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A function that can be called.
 *
 * @param input JSON Schema of the input, as JSON text; checked before the call
 * @param output JSON Schema of the result; checked after it
 * @param timeout of one call; absent = the plugin's own
 * @param idempotent true when a second execution does no harm: only such a call is ever retried
 */
public record FunctionSpec(
        String name,
        String description,
        Optional<String> input,
        Optional<String> output,
        Optional<Duration> timeout,
        boolean idempotent) {
    public FunctionSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        requireNonNull(timeout, "timeout");
    }

    public static FunctionSpec of(String name) {
        return new FunctionSpec(name, "", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
