/**
 * What an application makes of contributions: commands to run, filters to pass a value through, actions to tell
 * everybody. Views hold the manager, never a plugin, so they survive every reload and see what comes and goes.
 *
 * <p>Route: {@link io.mortise.adapter.BuiltInKinds} says what a manifest may write; {@link
 * io.mortise.adapter.Commands}, {@link io.mortise.adapter.Filters} and {@link io.mortise.adapter.Actions} use it.
 */
@NullMarked
package io.mortise.adapter;

import org.jspecify.annotations.NullMarked;
