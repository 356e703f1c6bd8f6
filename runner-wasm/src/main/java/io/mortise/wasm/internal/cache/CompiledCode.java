package io.mortise.wasm.internal.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the compiler made of one module. The byte arrays are handed over and never changed.
 *
 * @param module the module without the bodies that were compiled
 * @param mainClass the class of the machine; one of {@code classes}
 * @param classes class files by name, in the order in which they are loaded
 * @param interpretedFunctions how many functions the compiler left to the interpreter
 */
public record CompiledCode(byte[] module, String mainClass, Map<String, byte[]> classes, int interpretedFunctions) {
    public CompiledCode {
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        if (!classes.containsKey(mainClass)) {
            throw new IllegalArgumentException("no class " + mainClass);
        }
    }
}
