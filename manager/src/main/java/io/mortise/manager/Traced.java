package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a span around a call, and its context into the request. */
final class Traced {
    private Traced() {}

    static CallResult call(CallTracer tracer, CallRequest request, Function<CallRequest, CallResult> call) {
        CallTracer.Span span = begin(tracer, request);
        Optional<Failure> failure = Optional.of(Failure.HOST_BUG);
        try {
            CallResult result = call.apply(within(request, span));
            failure = Optional.empty();
            return result;
        } catch (PluginException e) {
            failure = Optional.of(e.failure());
            throw e;
        } finally {
            span.end(failure);
        }
    }

    static CompletionStage<CallResult> callAsync(
            CallTracer tracer, CallRequest request, Function<CallRequest, CompletionStage<CallResult>> call) {
        CallTracer.Span span = begin(tracer, request);
        try {
            return call.apply(within(request, span)).whenComplete((result, thrown) -> span.end(failure(thrown)));
        } catch (PluginException e) {
            span.end(Optional.of(e.failure()));
            throw e;
        }
    }

    private static CallTracer.Span begin(CallTracer tracer, CallRequest request) {
        return tracer.begin(request.plugin(), request.function(), request.trace());
    }

    private static CallRequest within(CallRequest request, CallTracer.Span span) {
        return span.traceparent().map(request::withTrace).orElse(request);
    }

    private static Optional<Failure> failure(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause == null) {
            return Optional.empty();
        }
        return Optional.of(cause instanceof PluginException failure ? failure.failure() : Failure.HOST_BUG);
    }
}
