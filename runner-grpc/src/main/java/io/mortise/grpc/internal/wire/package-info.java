/**
 * go-plugin's protocol from the host's side: start a program, read its handshake, connect, and end it again.
 *
 * <p>Route: {@link io.mortise.grpc.internal.wire.GoPluginHost} starts; inside, {@link
 * io.mortise.grpc.internal.wire.HandshakeWait} and {@link io.mortise.grpc.internal.wire.HandshakeRules} decide whether
 * what started is a plugin; {@link io.mortise.grpc.internal.wire.GoPluginProcess} is one that runs.
 */
@NullMarked
package io.mortise.grpc.internal.wire;

import org.jspecify.annotations.NullMarked;
