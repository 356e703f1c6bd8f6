/**
 * What a plugin may use in a span of time: {@link io.mortise.manager.internal.quota.PluginQuotas} of each plugin, made
 * of one {@code Meter} for each quota. A plugin over its quota is refused; nobody else notices.
 */
@NullMarked
package io.mortise.manager.internal.quota;

import org.jspecify.annotations.NullMarked;
