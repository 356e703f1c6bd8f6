package io.mortise.wasm.internal.engine;

import io.mortise.api.RunnerListener;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.cache.CodeCache;

/**
 * What is to be loaded, and for whom.
 *
 * @param plugin whose turn it takes when several wait for the compiler
 * @param hash SHA-256 of {@code bytes}, in hex
 * @param bytes of a module that was checked; handed over
 * @param listener hears {@code code_cache.*} and {@code compile.*}
 */
public record ModuleOrder(
        String plugin, String hash, byte[] bytes, ModuleShape shape, CodeCache cache, RunnerListener listener) {
    /** Above this a module may take seconds to parse and compile, and has a queue of its own. */
    private static final int LARGE = 256 << 10;

    /** Small modules never wait behind a large one. */
    boolean isLarge() {
        return bytes.length > LARGE;
    }
}
