/**
 * From a directory to a valid {@link io.mortise.api.manifest.PluginManifest}, or every problem at once.
 *
 * <p>Route: {@link io.mortise.manager.internal.manifest.ManifestReader}.
 */
@NullMarked
package io.mortise.manager.internal.manifest;

import org.jspecify.annotations.NullMarked;
