package io.mortise.manager.internal.json;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;

/**
 * Keeps the first errors of one validation. A list that is full stays non-empty, which is all that choices like
 * {@code anyOf} look at; half a million wrong entries cost no half a million errors.
 */
final class CappedErrors extends ExecutionContext {
    private static final int MAX_ERRORS = 1_000;

    CappedErrors(ExecutionConfig config) {
        super(config);
    }

    @Override
    public void addError(Error error) {
        if (getErrors().size() < MAX_ERRORS) {
            super.addError(error);
        }
    }
}
