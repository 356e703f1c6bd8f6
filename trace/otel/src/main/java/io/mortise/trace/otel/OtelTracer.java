package io.mortise.trace.otel;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Failure;
import io.mortise.manager.CallTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span for every call: {@code builder.tracer(OtelTracer.of(openTelemetry))}. Its name is {@code PLUGIN FUNCTION}; its
 * parent the {@code traceparent} of the request, else the span that is current on the caller's thread. What the plugin
 * sees is the context of this span, so what it calls is below it. Any thread.
 */
public final class OtelTracer implements CallTracer {
    private static final String TRACEPARENT = "traceparent";
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;

    private OtelTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    public static OtelTracer of(OpenTelemetry openTelemetry) {
        return new OtelTracer(requireNonNull(openTelemetry, "openTelemetry").getTracer("io.mortise"));
    }

    @Override
    public Span begin(String plugin, String function, Optional<String> parent) {
        Context outer = parent.map(OtelTracer::remote).orElseGet(Context::current);
        io.opentelemetry.api.trace.Span span = tracer.spanBuilder(plugin + ' ' + function)
                .setParent(outer)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("mortise.plugin", plugin)
                .setAttribute("mortise.function", function)
                .startSpan();
        return new CallSpan(span, written(outer.with(span)));
    }

    /** A malformed one is no parent, as the W3C says. */
    private static Context remote(String traceparent) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), Map.of(TRACEPARENT, traceparent), GETTER);
    }

    private static Optional<String> written(Context context) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, carrier, (into, key, value) -> {
            if (into != null) {
                into.put(key, value);
            }
        });
        return Optional.ofNullable(carrier.get(TRACEPARENT));
    }

    private record CallSpan(io.opentelemetry.api.trace.Span span, Optional<String> traceparent) implements Span {
        @Override
        public void end(Optional<Failure> failure) {
            failure.ifPresent(code -> {
                span.setAttribute("error.type", code.name());
                span.setStatus(StatusCode.ERROR, code.name());
            });
            span.end();
        }
    }
}
