/**
 * The 128-bit instructions in plain Java, for the interpreter. {@code VectorOps} is the table from instruction to work,
 * {@code Vector} a value, {@code Lanes} what is done lane by lane.
 */
@NullMarked
package io.mortise.wasm.internal.simd;

import org.jspecify.annotations.NullMarked;
