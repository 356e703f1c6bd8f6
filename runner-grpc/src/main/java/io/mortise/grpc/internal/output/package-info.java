/**
 * What a plugin process writes: lines of stderr and stdout become log lines, the last of them are kept for the report of
 * a crash.
 *
 * <p>Route: {@link io.mortise.grpc.internal.output.LineReader} → {@link io.mortise.grpc.internal.output.LogLines} →
 * {@link io.mortise.grpc.internal.output.LastLines}; {@link io.mortise.grpc.internal.output.ProcessOutput} owns the
 * threads.
 */
@NullMarked
package io.mortise.grpc.internal.output;

import org.jspecify.annotations.NullMarked;
