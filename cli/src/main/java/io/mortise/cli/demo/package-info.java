/** {@code mortise demo}: callers hammer a plugin while it is replaced under their hands. */
@NullMarked
package io.mortise.cli.demo;

import org.jspecify.annotations.NullMarked;
