/**
 * Runs a bundle inside Chicory; the only place that knows Chicory.
 *
 * <p>Route of a call: {@code WasmRunner} checks it, {@code GuestPool} lends an instance, {@code PooledGuest} runs the
 * export on the caller's thread between {@code Frame.begin} and {@code Frame.end}, {@code Ending} says how it ended.
 */
@NullMarked
package io.mortise.wasm;

import org.jspecify.annotations.NullMarked;
