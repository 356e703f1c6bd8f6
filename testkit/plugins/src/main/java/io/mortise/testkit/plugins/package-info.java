/**
 * The contract of both runtimes behind the real manager, and plugins made for tests.
 *
 * <p>Route: {@link io.mortise.testkit.plugins.RuntimeContract} is what a caller may rely on whichever runtime a plugin
 * has; {@link io.mortise.testkit.plugins.ContractPlugin} lays the twins of the contract guest into a home.
 */
@NullMarked
package io.mortise.testkit.plugins;

import org.jspecify.annotations.NullMarked;
