package io.mortise.manager.internal.quota;

import io.mortise.api.PluginId;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.manager.internal.settings.Settings.Quota;
import java.util.Optional;

/**
 * The quotas of one plugin over all its generations. Any thread, no lock; costs one volatile read where none is set.
 * Time inside the guest and bytes are known when a call has ended, so the call that uses up the rest is the last one
 * that passes.
 */
public final class PluginQuotas {
    private volatile Meters meters = Meters.NONE;

    private record Meters(
            Optional<TenantMeters> tenants, Optional<Meter> hostCalls, Optional<Meter> guest, Optional<Meter> bytes) {
        private static final Meters NONE =
                new Meters(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Puts {@code budget} in force; what was used counts on where a rate is the same as before. */
    public void set(Settings.Budget budget, PluginId plugin, long now) {
        Meters before = meters;
        Meters next = new Meters(
                budget.of(Quota.TENANT_CALLS, plugin).map(rate -> before.tenants()
                        .filter(had -> had.rate().equals(rate))
                        .orElseGet(() -> new TenantMeters(rate))),
                meter(budget.of(Quota.HOST_CALLS, plugin), before.hostCalls(), now),
                meter(budget.of(Quota.GUEST, plugin), before.guest(), now),
                meter(budget.of(Quota.BYTES, plugin), before.bytes(), now));
        meters = next.equals(Meters.NONE) ? Meters.NONE : next;
    }

    private static Optional<Meter> meter(Optional<Settings.Rate> rate, Optional<Meter> before, long now) {
        return rate.map(
                wanted -> before.filter(had -> had.rate().equals(wanted)).orElseGet(() -> new Meter(wanted, now)));
    }

    /** Whether any quota is set: what is not metered need not be measured. */
    @SuppressWarnings("ReferenceEquality") // the very object stands for no quota
    public boolean isMetering() {
        return meters != Meters.NONE;
    }

    /** Whether a call may pass; says which quota is used up where it may not. */
    public Optional<QuotaRefusal> call(Optional<String> tenant, long now) {
        Meters current = meters;
        Optional<QuotaRefusal> refusal = left(Quota.GUEST, current.guest(), now);
        if (refusal.isEmpty()) {
            refusal = left(Quota.BYTES, current.bytes(), now);
        }
        if (refusal.isPresent() || current.tenants().isEmpty() || tenant.isEmpty()) {
            return refusal;
        }
        TenantMeters tenants = current.tenants().get();
        return tenants.take(tenant.get(), now)
                ? Optional.empty()
                : Optional.of(new QuotaRefusal(Quota.TENANT_CALLS, tenants.rate()));
    }

    /** Whether a host call may pass. */
    public Optional<QuotaRefusal> hostCall(long now) {
        Meters current = meters;
        Optional<QuotaRefusal> refusal = left(Quota.BYTES, current.bytes(), now);
        if (refusal.isPresent() || current.hostCalls().isEmpty()) {
            return refusal;
        }
        Meter calls = current.hostCalls().get();
        return calls.take(now) ? Optional.empty() : Optional.of(new QuotaRefusal(Quota.HOST_CALLS, calls.rate()));
    }

    private static Optional<QuotaRefusal> left(Quota quota, Optional<Meter> meter, long now) {
        return meter.filter(each -> !each.hasLeft(now)).map(each -> new QuotaRefusal(quota, each.rate()));
    }

    /** Counts what a call was in the guest, see {@link GuestTime}. */
    public void inGuest(long nanos, long now) {
        meters.guest().ifPresent(meter -> meter.charge(nanos, now));
    }

    /** Counts what a call, or a host call, carried. */
    public void carried(long bytes, long now) {
        meters.bytes().ifPresent(meter -> meter.charge(bytes, now));
    }
}
