/**
 * The {@code mortise} command: {@link io.mortise.cli.Mortise} and one class for each verb. Data goes to stdout, talk to
 * stderr; it ends with the exit code of the failure.
 */
@NullMarked
package io.mortise.cli;

import org.jspecify.annotations.NullMarked;
