/**
 * The process side of go-plugin's protocol; knows nothing of functions or host services. Not API.
 *
 * <p>Route: {@link io.mortise.sdk.internal.PluginProcess} makes the process safe and checks the cookie, {@link
 * io.mortise.sdk.internal.GoPluginServer} listens and prints the handshake, {@link
 * io.mortise.sdk.internal.ParentWatch} ends what the host cannot.
 */
@NullMarked
package io.mortise.sdk.internal;

import org.jspecify.annotations.NullMarked;
