package io.mortise.manager;

import io.mortise.api.PluginDescriptor;
import io.mortise.api.StartReport;
import io.mortise.api.manifest.Permissions;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a generation since it started.
 *
 * @param rights what it was given then
 * @param memory what it holds of the budget of this JVM
 */
record StartFacts(
        PluginDescriptor descriptor,
        StartReport report,
        FunctionTable functions,
        Permissions rights,
        Instant startedAt,
        long startedNanos,
        Duration startedIn,
        MemoryLedger.Share memory) {}
