package io.mortise.manager.internal.audit;

import java.util.Map;

/** How often a plugin used each permission, and was denied it. Striped: many threads count without meeting. */
public final class HostCallCounters {
    /** By permission ({@code kv}, {@code http}, …), in stable order. */
    public Map<String, Count> counts() {
        throw new UnsupportedOperationException();
    }

    /** Both sums of one permission. */
    public record Count(long allowed, long denied) {}
}
