package io.mortise.sdk;

import java.util.Map;

/**
 * The functions as they are served.
 *
 * @param document what Describe answers; never changed
 */
record FunctionTable(Map<String, Function> byName, byte[] document) {
    FunctionTable {
        byName = Map.copyOf(byName);
    }
}
