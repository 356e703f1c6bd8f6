/**
 * The dialect {@code extism}: guests written with an Extism PDK, unmodified. {@code ExtismDialect} recognises them,
 * {@code ExtismGuest} maps a call, {@code KernelImport} is the table of what they import, {@code Kernel} and {@code
 * Arena} are the memory that guest and host share.
 */
@NullMarked
package io.mortise.wasm.internal.extism;

import org.jspecify.annotations.NullMarked;
