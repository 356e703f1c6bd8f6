/**
 * What a runner, a plugin, a host service, a source and a kind are. Nothing here runs.
 *
 * <p>Route: {@link io.mortise.api.Source} finds files, they become a {@link io.mortise.api.PluginBundle}, a {@link
 * io.mortise.api.RunnerFactory} makes a {@link io.mortise.api.Runner} for it, a {@link io.mortise.api.Call} goes in
 * and a {@link io.mortise.api.CallResult} comes out; the guest reaches the world through {@link
 * io.mortise.api.host.HostApi}; what goes wrong is a {@link io.mortise.api.error.PluginException}.
 */
@NullMarked
package io.mortise.api;

import org.jspecify.annotations.NullMarked;
