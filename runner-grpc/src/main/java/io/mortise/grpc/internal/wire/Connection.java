package io.mortise.grpc.internal.wire;

import io.grpc.ManagedChannel;
import java.util.concurrent.Executor;

/**
 * The way to a plugin's server.
 *
 * @param loop the one thread that reads and writes it, which may never block; what it is given runs in order
 */
public record Connection(ManagedChannel channel, Executor loop) {}
