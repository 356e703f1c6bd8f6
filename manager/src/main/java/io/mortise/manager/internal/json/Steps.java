package io.mortise.manager.internal.json;

import java.util.Set;

/** How keywords appear in an evaluation path. */
final class Steps {
    private static final Set<String> WITH_OPERAND = Set.of(
            "properties", "patternProperties", "prefixItems", "allOf", "anyOf", "oneOf", "dependentSchemas", "$defs");
    private static final Set<String> DESCENDING = Set.of(
            "properties",
            "patternProperties",
            "prefixItems",
            "items",
            "contains",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties");

    private Steps() {}

    /** Names a keyword takes: itself, and the property or branch behind it. */
    static int length(String keyword) {
        return WITH_OPERAND.contains(keyword) ? 2 : 1;
    }

    /** True when what is behind it looks at a part of the value. */
    static boolean descends(String keyword) {
        return DESCENDING.contains(keyword);
    }
}
