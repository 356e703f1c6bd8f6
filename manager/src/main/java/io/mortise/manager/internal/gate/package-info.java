/**
 * The gate: what one generation of a plugin can reach. Every operation passes the same door: deadline, grant, quota,
 * then the service, then audit.
 *
 * <p>Route: {@link io.mortise.manager.internal.gate.Gate} is made from a {@link
 * io.mortise.manager.internal.gate.GatePlan} for one generation, over the {@link
 * io.mortise.manager.internal.gate.HostServices} of the manager.
 */
@NullMarked
package io.mortise.manager.internal.gate;

import org.jspecify.annotations.NullMarked;
