package io.mortise.manager.internal.audit;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import java.util.function.Consumer;

/**
 * All that is written down about one plugin, over all of its generations.
 *
 * @param onDenial hears the first denial of each target; must not block
 */
public record Journal(
        LogRing log, AuditRing audit, HostCallCounters counters, Redactor redactor, Consumer<HostCallLine> onDenial) {
    public Journal {
        requireNonNull(log, "log");
        requireNonNull(audit, "audit");
        requireNonNull(counters, "counters");
        requireNonNull(redactor, "redactor");
        requireNonNull(onDenial, "onDenial");
    }

    /** @param linesPerSecond of the log; more are dropped and counted */
    public static Journal of(PluginId plugin, int linesPerSecond, int keepLines, Consumer<HostCallLine> onDenial) {
        Redactor redactor = new Redactor();
        return new Journal(
                LogRing.of(plugin, linesPerSecond, keepLines),
                new AuditRing(redactor),
                new HostCallCounters(),
                redactor,
                onDenial);
    }
}
