/**
 * One plugin.yaml as values: identity, runtimes, functions, contributions, permissions and limits, configuration.
 *
 * <p>Route: {@link io.mortise.api.manifest.PluginManifest} holds all of it; {@link
 * io.mortise.api.manifest.Permission} is both what a manifest asks for and what an operator grants.
 */
@NullMarked
package io.mortise.api.manifest;

import org.jspecify.annotations.NullMarked;
