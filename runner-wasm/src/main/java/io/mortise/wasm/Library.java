package io.mortise.wasm;

import io.mortise.wasm.internal.binary.ModuleFile;

/** A module that others of the same plugin may import functions from under its name, checked and not yet loaded. */
record Library(String name, ModuleFile file) {}
