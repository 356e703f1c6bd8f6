package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.manager.internal.settings.Settings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many calls pass in a span of time, evenly, with a burst of one span. It keeps one number: the moment at which
 * the next call would be on time.
 */
final class RateGate {
    private final Settings.Rate rate;
    private final long step;
    private final long burst;
    private final AtomicLong onTime;

    RateGate(Settings.Rate rate, long now) {
        this.rate = rate;
        this.step = Math.max(1, rate.span().toNanos() / Math.max(1, rate.count()));
        this.burst = rate.span().toNanos() - step;
        this.onTime = new AtomicLong(now);
    }

    /** @throws io.mortise.api.error.PluginException LIMIT_REACHED */
    void pass(Subject subject, long now) {
        while (true) {
            long due = onTime.get();
            if (due - now > burst) {
                throw CallErrors.limit(
                        subject,
                        "is called more than " + rate + "; raise budget.calls or call it less often",
                        new Detail.Limit("budget.calls", rate.toString(), "one call more"));
            }
            long next = (due - now < 0 ? now : due) + step;
            if (onTime.compareAndSet(due, next)) {
                return;
            }
        }
    }

    boolean isOf(Settings.Rate other) {
        return rate.equals(other);
    }
}
