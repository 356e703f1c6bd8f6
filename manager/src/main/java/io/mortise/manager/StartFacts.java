package io.mortise.manager;

import io.mortise.api.PluginDescriptor;
import io.mortise.api.StartReport;
import java.time.Duration;
import java.time.Instant;

/** What is known of a generation since it started. */
record StartFacts(
        PluginDescriptor descriptor,
        StartReport report,
        FunctionTable functions,
        Instant startedAt,
        long startedNanos,
        Duration startedIn) {}
