package io.mortise.wasm.internal.engine;

import io.mortise.wasm.internal.run.Ration;

/**
 * What one instance may take; its tab pays for all of it before it is allocated.
 *
 * @param memory shared by its modules; those that declare more at their start are refused by the caller
 * @param tableEntries of all tables of a module together
 */
public record Room(Ration memory, int tableEntries) {}
