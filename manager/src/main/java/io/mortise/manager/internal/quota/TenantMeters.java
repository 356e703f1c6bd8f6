package io.mortise.manager.internal.quota;

import io.mortise.manager.internal.settings.Settings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A meter for each tenant of one plugin. Those that owe nothing are forgotten, so a flood of labels stays small. */
final class TenantMeters {
    private static final int MANY = 1_024;

    private final Settings.Rate rate;
    private final Map<String, Meter> byTenant = new ConcurrentHashMap<>();

    TenantMeters(Settings.Rate rate) {
        this.rate = rate;
    }

    Settings.Rate rate() {
        return rate;
    }

    boolean take(String tenant, long now) {
        if (byTenant.size() >= MANY) {
            byTenant.values().removeIf(meter -> meter.isRested(now));
        }
        return byTenant.computeIfAbsent(tenant, label -> new Meter(rate, now)).take(now);
    }
}
