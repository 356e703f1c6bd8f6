/**
 * What an operator decides: mortise.yaml as values.
 *
 * <p>Route: {@link io.mortise.manager.internal.settings.SettingsReader} makes {@link
 * io.mortise.manager.internal.settings.Settings}; {@link io.mortise.manager.internal.settings.EffectiveLimits} is where
 * settings and a manifest meet.
 */
@NullMarked
package io.mortise.manager.internal.settings;

import org.jspecify.annotations.NullMarked;
