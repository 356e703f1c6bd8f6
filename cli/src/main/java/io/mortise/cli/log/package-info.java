/** The log of this process: quiet, so that it does not spoil what a command prints. */
@NullMarked
package io.mortise.cli.log;

import org.jspecify.annotations.NullMarked;
