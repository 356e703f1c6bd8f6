/**
 * What guests see. A {@link io.mortise.wasm.internal.abi.Dialect} makes a {@link io.mortise.wasm.internal.abi.Guest} for each instance; the imports of {@code mortise/1} stand in one table, {@code MortiseImport}, and share one {@code Exchange}.
 */
@NullMarked
package io.mortise.wasm.internal.abi;

import org.jspecify.annotations.NullMarked;
