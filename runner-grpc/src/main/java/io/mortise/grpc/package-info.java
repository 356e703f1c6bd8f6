/**
 * Runs a bundle as a process over go-plugin's protocol.
 *
 * <p>Route: {@link io.mortise.grpc.GrpcRunnerFactory} makes a {@code GrpcRunner}; its {@code Starting} turns a bundle
 * into a {@code Started}; a call goes through {@code PluginCalls}, one {@code UnaryExchange} and, when it fails, {@code
 * Answers}; callbacks arrive in {@code internal.host}.
 */
@NullMarked
package io.mortise.grpc;

import org.jspecify.annotations.NullMarked;
