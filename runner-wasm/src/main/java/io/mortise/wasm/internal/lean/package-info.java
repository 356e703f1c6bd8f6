/**
 * Shortens the byte code of the engine's compiler: the JVM's own compiler stops inlining after a fixed amount of it, and
 * a guest's large functions are then full of calls. Knows byte code and the names that the engine's compiler uses.
 */
@NullMarked
package io.mortise.wasm.internal.lean;

import org.jspecify.annotations.NullMarked;
