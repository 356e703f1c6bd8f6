/**
 * The contract guest for gRPC. {@link io.mortise.testkit.guest.ContractPlugin} is started as a process; the table it
 * follows is {@code testkit/guests/contract/README.md}.
 */
@NullMarked
package io.mortise.testkit.guest;

import org.jspecify.annotations.NullMarked;
