package io.mortise.wasm;

import io.mortise.wasm.internal.binary.ModuleShape;

/** A module that others of the same plugin import functions from, checked and not yet loaded. */
record Library(String name, byte[] bytes, String hash, ModuleShape shape) {}
