/**
 * What a manager measures, in a Micrometer registry: {@link io.mortise.metrics.micrometer.MortiseMeters} reads {@link
 * io.mortise.manager.Telemetry#metrics()} when the registry asks; nothing is added to the route of a call.
 */
@NullMarked
package io.mortise.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
