package io.mortise.manager.internal.quota;

import io.mortise.api.error.Detail;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import java.util.Locale;

/** Which quota is used up, and what it is. */
public record QuotaRefusal(Settings.Quota quota, Settings.Rate rate) {
    private String setting() {
        return "budget." + quota.name().toLowerCase(Locale.ROOT);
    }

    private String value() {
        String amount =
                switch (quota) {
                    case TENANT_CALLS, HOST_CALLS -> String.valueOf(rate.count());
                    case GUEST -> Quantity.text(Duration.ofNanos(rate.count()));
                    case BYTES -> Quantity.text(rate.count());
                };
        return amount + '/' + Quantity.text(rate.span());
    }

    /** {@code used up its budget.guest of 30s/1m; raise it or call it less often}. */
    public String text() {
        String whose = quota == Settings.Quota.TENANT_CALLS ? "a tenant used up its " : "used up its ";
        return whose + setting() + " of " + value() + "; raise it in mortise.yaml or ask for less";
    }

    public Detail.Limit detail() {
        return new Detail.Limit(setting(), value(), "more");
    }
}
