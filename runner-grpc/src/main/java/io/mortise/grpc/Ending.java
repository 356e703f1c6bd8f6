package io.mortise.grpc;

import io.grpc.Metadata;
import io.grpc.Status;

/**
 * How an RPC ended.
 *
 * @param fromPlugin true when the status came over the wire; false when this side made it: connection lost, deadline,
 *     cancelled, too large
 * @param cancelledHere true when the caller cancelled, or its thread was interrupted
 */
record Ending(Status status, Metadata trailers, boolean fromPlugin, boolean cancelledHere) {}
