/**
 * What a module's bytes say, read by ourselves before the engine sees them: {@link io.mortise.wasm.internal.binary.SectionReader} makes a {@link io.mortise.wasm.internal.binary.ModuleShape} and a list of what breaks the {@link io.mortise.wasm.internal.binary.ModuleCaps}.
 */
@NullMarked
package io.mortise.wasm.internal.binary;

import org.jspecify.annotations.NullMarked;
