package io.mortise.trace.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import io.mortise.manager.CallTracer;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtelTracerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final OtelTracer tracer = OtelTracer.of(sdk);

    private SpanData only() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    @Test
    void span_continuesTheTraceOfTheRequest_andThePluginSeesTheSpan() {
        CallTracer.Span span = tracer.begin("weather", "forecast", Optional.of(PARENT));
        span.end(Optional.empty());

        assertThat(only().getName()).isEqualTo("weather forecast");
        assertThat(only().getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.traceparent()).contains("00-" + TRACE + '-' + only().getSpanId() + "-01");
        assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void failure_isTheSpansStatus() {
        tracer.begin("weather", "forecast", Optional.empty()).end(Optional.of(Failure.GUEST_TRAPPED));

        assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only().getStatus().getDescription()).isEqualTo("GUEST_TRAPPED");
    }

    @Test
    void malformedParent_isNone() {
        tracer.begin("weather", "forecast", Optional.of("00-1-2-01")).end(Optional.empty());

        assertThat(only().getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }
}
