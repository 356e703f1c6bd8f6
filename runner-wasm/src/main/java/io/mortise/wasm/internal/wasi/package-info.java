/**
 * Files for guests of WASI preview 1: {@link io.mortise.wasm.internal.wasi.MountedFolders} holds the granted directories of a generation, {@link io.mortise.wasm.internal.wasi.Descriptors} what one instance has open, {@link io.mortise.wasm.internal.wasi.WasiPaths} and {@link io.mortise.wasm.internal.wasi.WasiFiles} are the functions. Every name is looked up from the mount's root, one directory at a time, and never through a link.
 */
@NullMarked
package io.mortise.wasm.internal.wasi;

import org.jspecify.annotations.NullMarked;
