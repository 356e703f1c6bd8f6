package io.mortise.manager.internal.json;

/** A JSON Schema that cannot be used: no JSON, too large, a remote reference, a bad pattern. One line. */
public final class BadSchema extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSchema(String message) {
        super(message);
    }
}
