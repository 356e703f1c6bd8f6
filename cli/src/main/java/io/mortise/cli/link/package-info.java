/**
 * The way from a command to a manager: {@link io.mortise.cli.link.Homes} finds the home, {@link
 * io.mortise.cli.link.Link} asks the manager that runs there, or one that starts nothing and reads its files.
 */
@NullMarked
package io.mortise.cli.link;

import org.jspecify.annotations.NullMarked;
