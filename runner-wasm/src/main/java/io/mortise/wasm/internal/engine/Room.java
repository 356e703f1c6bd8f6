package io.mortise.wasm.internal.engine;

import io.mortise.wasm.internal.run.Tab;

/**
 * What one instance may take.
 *
 * @param memoryBytes rounded down to pages; a module that declares more at its start is refused by the caller
 * @param tableEntries of all its tables together
 * @param tab pays for both before they are allocated
 */
public record Room(long memoryBytes, int tableEntries, Tab tab) {}
