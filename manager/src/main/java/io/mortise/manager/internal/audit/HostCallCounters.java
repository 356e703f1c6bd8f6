package io.mortise.manager.internal.audit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a plugin used each permission, and was denied it. Striped: many threads count without meeting. */
public final class HostCallCounters {
    private final Map<HostOperation, LongAdder> allowed = new EnumMap<>(HostOperation.class);
    private final Map<HostOperation, LongAdder> denied = new EnumMap<>(HostOperation.class);

    public HostCallCounters() {
        for (HostOperation operation : HostOperation.values()) {
            allowed.put(operation, new LongAdder());
            denied.put(operation, new LongAdder());
        }
    }

    public void countAllowed(HostOperation operation) {
        allowed.get(operation).increment();
    }

    public void countDenied(HostOperation operation) {
        denied.get(operation).increment();
    }

    /** By permission ({@code kv}, {@code http}, …), in stable order; those never used are there too. */
    public Map<String, Count> counts() {
        Map<String, Count> sums = new LinkedHashMap<>();
        for (HostOperation operation : HostOperation.values()) {
            sums.merge(operation.permission(), count(operation), Count::plus);
        }
        return sums;
    }

    /** Of one operation. */
    public Count count(HostOperation operation) {
        return new Count(allowed.get(operation).sum(), denied.get(operation).sum());
    }

    /** Both sums of one permission. */
    public record Count(long allowed, long denied) {
        Count plus(Count other) {
            return new Count(allowed + other.allowed, denied + other.denied);
        }
    }
}
