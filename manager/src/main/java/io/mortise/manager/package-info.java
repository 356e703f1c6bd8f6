/**
 * Keeps slots: discovers plugins, validates and grants them, starts, reloads and supervises them, and routes calls.
 *
 * <p>Route of a call: {@link io.mortise.manager.PluginManager} → {@code CallDesk} (guard and metrics) → {@code Slot}
 * (enters the live {@code Generation}) → {@link io.mortise.api.Runner}. Route of a reload: {@code Reload.run}. A slot
 * holds a generation; a call leases the generation; a reload swaps it.
 */
@NullMarked
package io.mortise.manager;

import org.jspecify.annotations.NullMarked;
