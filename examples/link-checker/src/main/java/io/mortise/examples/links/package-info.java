/**
 * Checks links from a process. Route: {@link io.mortise.examples.links.LinkChecker} takes the call, {@code Links} finds
 * them on a page, {@code Visits} asks for one and remembers.
 */
@NullMarked
package io.mortise.examples.links;

import org.jspecify.annotations.NullMarked;
