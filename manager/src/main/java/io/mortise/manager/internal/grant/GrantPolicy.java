package io.mortise.manager.internal.grant;

/** How a source's plugins come to their grants. */
public enum GrantPolicy {
    /** Only what {@code grants.yaml} gives; a wasm plugin that asks for nothing runs at once. */
    STORED,
    /** The whole ask, without what an operator took back since; must be said by an operator. */
    AS_DECLARED
}
