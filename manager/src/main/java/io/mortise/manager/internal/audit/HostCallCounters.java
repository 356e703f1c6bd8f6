package io.mortise.manager.internal.audit;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a plugin used each permission, and was denied it. Striped: many threads count without meeting. */
public final class HostCallCounters {
    private final Map<HostOperation, Adders> adders = new EnumMap<>(HostOperation.class);

    private record Adders(LongAdder allowed, LongAdder denied) {}

    public HostCallCounters() {
        for (HostOperation operation : HostOperation.values()) {
            adders.put(operation, new Adders(new LongAdder(), new LongAdder()));
        }
    }

    private Adders of(HostOperation operation) {
        return requireNonNull(adders.get(operation), "operation");
    }

    public void countAllowed(HostOperation operation) {
        of(operation).allowed().increment();
    }

    public void countDenied(HostOperation operation) {
        of(operation).denied().increment();
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
        return new Count(of(operation).allowed().sum(), of(operation).denied().sum());
    }

    /** Both sums of one permission. */
    public record Count(long allowed, long denied) {
        Count plus(Count other) {
            return new Count(allowed + other.allowed, denied + other.denied);
        }
    }
}
