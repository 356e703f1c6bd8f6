package io.mortise.manager.internal.audit;

import java.util.Collection;

/**
 * Takes secrets out of text by their values, also where they are written in base64, percent-encoded or escaped for
 * JSON. Values shorter than four characters are left: they would match everywhere.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MARK = "[secret]";

    /** Values to take out from now on; those known already are free. */
    public void learn(Collection<String> values) {
        throw new UnsupportedOperationException();
    }

    public String redact(String text) {
        throw new UnsupportedOperationException();
    }
}
