package io.mortise.manager.internal.audit;

import static java.util.Objects.requireNonNull;

import io.mortise.api.CallId;
import io.mortise.api.PluginId;
import io.mortise.manager.internal.quota.GuestTime;
import io.mortise.manager.internal.quota.PluginQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * All that is written down and counted about one plugin, over all of its generations.
 *
 * @param onDenial hears the first denial of each target; must not block
 */
public record Journal(
        LogRing log,
        AuditRing audit,
        HostCallCounters counters,
        PluginQuotas quotas,
        GuestTime time,
        Redactor redactor,
        Consumer<HostCallLine> onDenial) {
    public Journal {
        requireNonNull(log, "log");
        requireNonNull(audit, "audit");
        requireNonNull(counters, "counters");
        requireNonNull(quotas, "quotas");
        requireNonNull(time, "time");
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
                new PluginQuotas(),
                new GuestTime(),
                redactor,
                onDenial);
    }

    /**
     * Counts and notes a host call that was allowed; allocates nothing.
     *
     * @param by the grant that allowed it
     * @param arrived and {@code now}: the monotonic clock
     */
    public void allowed(
            HostOperation operation,
            String target,
            String by,
            long generation,
            CallId call,
            long arrived,
            long now,
            long bytes) {
        counters.countAllowed(operation);
        quotas.carried(bytes, now);
        audit.allowed(operation, target, by, generation, call.value(), now - arrived, now, bytes);
    }

    /**
     * Counts and notes a host call that was denied; the first of a target is told.
     *
     * @param command that would allow it; empty when none would
     */
    public void denied(HostOperation operation, String target, String command, long generation, CallId call) {
        counters.countDenied(operation);
        if (audit.denied(operation, target, command, generation, call.value(), System.nanoTime())) {
            onDenial.accept(new HostCallLine(
                    Instant.now(),
                    generation,
                    call.toString(),
                    operation.text(),
                    Utf8.cut(redactor.redact(target), AuditRing.TARGET_BYTES),
                    false,
                    redactor.redact(command),
                    1,
                    Duration.ZERO,
                    0));
        }
    }
}
