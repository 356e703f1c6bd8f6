/**
 * Processes of this machine: what may be started, with which environment and behind which launchers, how one is named
 * across its life, and how it and its children end.
 *
 * <p>Route: {@link io.mortise.grpc.internal.process.LaunchWords} (what), {@link
 * io.mortise.grpc.internal.process.ChildEnvironment} (with what), {@link io.mortise.grpc.internal.process.Launchers}
 * (behind what), {@link io.mortise.grpc.internal.process.LaunchThread} (from where), {@link
 * io.mortise.grpc.internal.process.KillLadder} (how it ends).
 */
@NullMarked
package io.mortise.grpc.internal.process;

import org.jspecify.annotations.NullMarked;
