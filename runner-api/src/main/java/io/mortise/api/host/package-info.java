/**
 * What a plugin can reach. {@link io.mortise.api.host.HostApi} is the gated view of one generation; behind it stand
 * the services, small interfaces that an application may replace. Every operation takes the {@link
 * io.mortise.api.host.HostCall} it is made for and fails with {@link io.mortise.api.host.HostFailure}.
 */
@NullMarked
package io.mortise.api.host;

import org.jspecify.annotations.NullMarked;
