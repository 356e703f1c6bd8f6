/** What is printed: data on stdout, talk on stderr, colours and widths of a terminal, tables, JSON. */
@NullMarked
package io.mortise.cli.screen;

import org.jspecify.annotations.NullMarked;
