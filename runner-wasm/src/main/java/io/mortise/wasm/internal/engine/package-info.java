/**
 * All that knows Chicory: {@link io.mortise.wasm.internal.engine.ModuleShelf} keeps loaded modules, {@link io.mortise.wasm.internal.engine.EngineInstance} is one instance of one.
 */
@NullMarked
package io.mortise.wasm.internal.engine;

import org.jspecify.annotations.NullMarked;
