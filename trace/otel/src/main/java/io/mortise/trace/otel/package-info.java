/** Spans of OpenTelemetry around calls: {@link io.mortise.trace.otel.OtelTracer}. Needs the API alone. */
@NullMarked
package io.mortise.trace.otel;

import org.jspecify.annotations.NullMarked;
