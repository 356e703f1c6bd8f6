/**
 * Compiled code kept on disk between starts. Whoever can write an entry runs code in this JVM, so an entry is only believed
 * from a directory that nobody else can write, and with the seal of this installation's key.
 *
 * <p>Route: {@link io.mortise.wasm.internal.cache.CodeCache} asks {@code PrivatePlace} whether the directory may be trusted,
 * {@code InstallationKey} for the key, {@code Seal} whether an entry is genuine, {@code CodeEntry} what it says.
 */
@NullMarked
package io.mortise.wasm.internal.cache;

import org.jspecify.annotations.NullMarked;
