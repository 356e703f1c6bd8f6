/**
 * One error model for both runtimes: {@link io.mortise.api.error.PluginException} carries a {@link
 * io.mortise.api.error.Failure} and a {@link io.mortise.api.error.Detail}; {@link io.mortise.api.error.CallErrors}
 * words what both runners must say alike.
 */
@NullMarked
package io.mortise.api.error;

import org.jspecify.annotations.NullMarked;
