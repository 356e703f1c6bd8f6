package io.mortise.manager;

import static java.util.Objects.requireNonNull;

/** Where the grants of a directory's plugins come from. */
public sealed interface GrantPolicy {
    /** From {@code grants.yaml}: what is not written there waits for {@code mortise grant}. The standard. */
    record Stored() implements GrantPolicy {}

    /**
     * Whatever a plugin asks for is granted. Refused for directories that others may write.
     *
     * @param where it was said, shown at start: {@code the builder}, {@code mortise.yaml:3}
     */
    record AsDeclared(String where) implements GrantPolicy {
        public AsDeclared {
            requireNonNull(where, "where");
        }
    }

    static GrantPolicy stored() {
        return new Stored();
    }

    static GrantPolicy asDeclared() {
        return new AsDeclared("the builder");
    }
}
