/**
 * What plugins ask for and what they were given.
 *
 * <p>Route: {@link io.mortise.manager.internal.grant.Ask} is made of a manifest, {@link
 * io.mortise.manager.internal.grant.GrantBook} decides on it by what {@code grants.yaml} says, and the {@link
 * io.mortise.manager.internal.grant.LiveGrant} of a slot carries the answer to every gate, for as long as it is true.
 */
@NullMarked
package io.mortise.manager.internal.grant;

import org.jspecify.annotations.NullMarked;
