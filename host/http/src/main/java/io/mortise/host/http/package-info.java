/**
 * The HTTP host service and its guard.
 *
 * <p>Route of one request: {@code HttpSession} takes it, {@code Hop} reads it strictly, {@code Guard} matches it with
 * the grant and checks the addresses it would lead to, {@code Exchange} sends it to just those addresses, {@code
 * Redirect} makes the next hop, which takes the same way.
 */
@NullMarked
package io.mortise.host.http;

import org.jspecify.annotations.NullMarked;
