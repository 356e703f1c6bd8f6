/** The dialect {@code gonext}: hooks and jobs by name, imports whose failures are negative numbers. {@code GonextDialect} recognises it, {@code GonextGuest} maps a call. */
@NullMarked
package io.mortise.wasm.internal.gonext;

import org.jspecify.annotations.NullMarked;
