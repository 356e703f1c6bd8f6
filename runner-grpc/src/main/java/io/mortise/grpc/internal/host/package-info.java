/**
 * The Host service of one generation: a gRPC server that only its plugin can reach, in front of its gate.
 *
 * <p>Route: {@link io.mortise.grpc.internal.host.HostServer} → {@code HostService} (which call, which thread) → {@code
 * HostMethods} (messages to values) → {@link io.mortise.api.host.HostApi}.
 */
@NullMarked
package io.mortise.grpc.internal.host;

import org.jspecify.annotations.NullMarked;
