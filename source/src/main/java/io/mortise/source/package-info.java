/**
 * Where bundles come from and whether they can be trusted.
 *
 * <p>Route: {@link io.mortise.source.DirectorySource} finds candidates; {@code DirectorySnapshot} or {@code
 * ArchiveSnapshot} makes a stable copy of one in a staging directory; {@link io.mortise.source.BundleStore} hashes the
 * copy, moves it to its hash and checks it again before every start.
 */
@NullMarked
package io.mortise.source;

import org.jspecify.annotations.NullMarked;
