/**
 * Tells where a trap was: {@link io.mortise.wasm.internal.debug.DebugInfo} turns function numbers and addresses into names, files and lines. Everything here reads bytes that the plugin's author wrote, so each reader is bounded in bytes and time and gives up instead of complaining.
 */
@NullMarked
package io.mortise.wasm.internal.debug;

import org.jspecify.annotations.NullMarked;
