package io.mortise.grpc;

import io.grpc.MethodDescriptor;
import java.util.function.Function;

/**
 * One call as an RPC: where it goes, what is sent, and what of the reply is the result.
 *
 * @param result may throw {@link io.mortise.api.error.PluginException}, where a reply can also be a refusal
 */
record Rpc<Q, A>(MethodDescriptor<Q, A> method, Q request, Function<A, byte[]> result) {}
