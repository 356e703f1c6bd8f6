/**
 * Makes a plugin process. {@link io.mortise.sdk.Plugin} registers functions and serves them, {@link
 * io.mortise.sdk.PluginCall} is one call, {@link io.mortise.sdk.Host} is what the host offers.
 *
 * <p>Route of a call: {@code PluginService} (gRPC's thread) → {@code CallRun} (a thread of the bounded pool) → the
 * handler → {@code HostLink} (back to the host). An exception becomes a status in {@code ErrorReport} and nowhere else.
 */
@NullMarked
package io.mortise.sdk;

import org.jspecify.annotations.NullMarked;
