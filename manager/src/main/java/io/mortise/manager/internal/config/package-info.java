/**
 * The configuration of one plugin: layers merged, secrets resolved, defaults applied, checked.
 *
 * <p>Route: {@link io.mortise.manager.internal.config.ConfigResolver}.
 */
@NullMarked
package io.mortise.manager.internal.config;

import org.jspecify.annotations.NullMarked;
