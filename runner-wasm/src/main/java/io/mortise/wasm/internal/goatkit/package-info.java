/** The dialect {@code goatkit}: one entry for every function, one import for every host call. {@code GoatkitDialect} recognises it, {@code GoatkitGuest} maps a call. */
@NullMarked
package io.mortise.wasm.internal.goatkit;

import org.jspecify.annotations.NullMarked;
