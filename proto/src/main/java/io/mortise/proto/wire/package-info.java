/**
 * What both ends of go-plugin's wire need. Shared by runner-grpc and the Java SDK; not API for anybody else.
 *
 * <p>Route: {@link io.mortise.proto.wire.WireIdentity} and {@link io.mortise.proto.wire.PinnedTls} make the connection
 * private, {@link io.mortise.proto.wire.Handshake} tells where it is, {@link io.mortise.proto.wire.WireTransport} opens
 * it, {@link io.mortise.proto.wire.BrokerMailbox} finds the second one.
 */
@NullMarked
package io.mortise.proto.wire;

import org.jspecify.annotations.NullMarked;
