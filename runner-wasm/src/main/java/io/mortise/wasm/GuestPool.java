package io.mortise.wasm;

import io.mortise.api.Call;
import io.mortise.wasm.internal.run.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The instances of one generation, lent one call at a time.
 *
 * <p>Invariant: a live instance is in a slot or in the hands of one borrower, never both. A borrower holds a permit and
 * gives the instance back before the permit, so that the next one finds it.
 */
final class GuestPool implements Ticker.Sweep {
    private final GuestPlan plan;
    private final GuestMaker maker;
    private final Refill refill;
    private final Ticker ticker;
    private final Places places;
    private final IdleSlots idle;
    private final Set<PooledGuest> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    GuestPool(GuestPlan plan, GuestMaker maker) {
        this.plan = plan;
        this.maker = maker;
        this.refill = new Refill(plan, maker, this);
        this.ticker = plan.shared().ticker;
        this.places = new Places(plan);
        this.idle = new IdleSlots(plan.places());
        ticker.add(this);
    }

    /** An instance and the permit it was lent under. */
    record Loan(PooledGuest guest, Semaphore permit) {}

    /** Adds an instance that was made outside. */
    void adopt(PooledGuest guest) {
        live.add(guest);
        putBack(guest);
        if (closed) {
            clear();
        }
    }

    /** True while fewer instances are there than are to be kept ready. */
    boolean lacksInstances() {
        return !closed && live.size() < plan.minInstances();
    }

    /**
     * Lends an instance; waits its turn within the call's deadline. LIMIT_REACHED, DEADLINE_PASSED, CANCELLED,
     * NOT_SERVING, and what making an instance can fail with.
     */
    Loan borrow(Call call) {
        if (closed) {
            throw Ending.stopped(plan.subject(), call.function());
        }
        Semaphore permit = places.take(call);
        boolean isLent = false;
        try {
            Loan loan = new Loan(instanceFor(call), permit);
            isLent = true;
            return loan;
        } finally {
            if (!isLent) {
                permit.release();
            }
        }
    }

    void giveBack(Loan loan) {
        try {
            putBack(loan.guest());
        } finally {
            loan.permit().release();
        }
    }

    /** Lends an idle instance to a probe, which never waits behind calls; its tenant does not matter. */
    Optional<PooledGuest> borrowIdle() {
        if (!places.takeNow()) {
            return Optional.empty();
        }
        Optional<PooledGuest> guest = idle.take(any -> true);
        if (guest.isEmpty()) {
            places.regular().release();
        }
        return guest;
    }

    void giveBackIdle(PooledGuest guest) {
        giveBack(new Loan(guest, places.regular()));
    }

    private PooledGuest instanceFor(Call call) {
        if (closed) {
            throw Ending.stopped(plan.subject(), call.function());
        }
        String label = call.caller().tenant().orElse("");
        Optional<PooledGuest> found = idleFor(label);
        if (found.isEmpty() && live.size() >= plan.places()) {
            idle.takeLongestIdle().ifPresent(other -> dispose(other, Retirement.TENANT));
        }
        PooledGuest guest = found.orElseGet(() -> make(call));
        guest.use(label);
        return guest;
    }

    /** Rather the one that this thread has just given back: its memory is near this processor, the first one's may be near another. */
    private Optional<PooledGuest> idleFor(String label) {
        long thread = Thread.currentThread().getId();
        long now = ticker.roughNow();
        Optional<PooledGuest> near = idle.take(guest -> guest.wasJustUsedBy(thread, now) && guest.mayServe(label));
        return near.isPresent() ? near : idle.take(guest -> guest.mayServe(label));
    }

    private PooledGuest make(Call call) {
        PooledGuest guest = maker.make(call.deadline(), call.cancellation());
        live.add(guest);
        return guest;
    }

    private void putBack(PooledGuest guest) {
        guest.idleFrom(ticker.roughNow());
        Optional<Retirement> why = guest.retirement();
        if (why.isEmpty() && guest.uses() >= plan.maxUses()) {
            why = Optional.of(Retirement.MAX_USES);
        }
        if (why.isEmpty() && guest.isOutdated()) {
            why = Optional.of(Retirement.TIER);
        }
        if (why.isPresent()) {
            dispose(guest, why.get());
        } else if (closed) {
            dispose(guest, Retirement.CLOSE);
        } else if (!idle.put(guest)) {
            dispose(guest, Retirement.IDLE);
        }
    }

    private void dispose(PooledGuest guest, Retirement why) {
        live.remove(guest);
        guest.close();
        plan.environment().listener().counted(why.counter());
        if (lacksInstances()) {
            refill.begin(ticker.roughNow());
        }
    }

    /** Lets go of what nobody has used for long; makes what is missing and could not be made at once. */
    @Override
    public void run(long now) {
        retireOutdated();
        tellTime();
        if (lacksInstances()) {
            refill.begin(now);
        }
        long maxIdle = plan.spec().pool().maxIdle().toNanos();
        while (live.size() > plan.minInstances()) {
            Optional<PooledGuest> old = idle.take(guest -> now - guest.idleSince() > maxIdle);
            if (old.isEmpty()) {
                return;
            }
            dispose(old.get(), Retirement.IDLE);
        }
    }

    /** The module was compiled meanwhile: what idles interpreted makes room, and its parsed code goes with it. */
    private void retireOutdated() {
        Optional<PooledGuest> next = idle.take(PooledGuest::isOutdated);
        while (next.isPresent()) {
            dispose(next.get(), Retirement.TIER);
            next = idle.take(PooledGuest::isOutdated);
        }
    }

    private void tellTime() {
        long ticks = plan.ticksInGuest().sumThenReset();
        if (ticks > 0) {
            plan.environment().listener().ran(Ticker.PERIOD.multipliedBy(ticks));
        }
    }

    /** Instances that exist now. */
    int size() {
        return live.size();
    }

    /** Takes no more calls; waits for those inside. True when none is left. */
    boolean drain(Duration patience) {
        closed = true;
        ticker.remove(this);
        return places.awaitEmpty(patience);
    }

    /** One that is idle, for the guest's own farewell. */
    Optional<PooledGuest> anyIdle() {
        return idle.take(any -> true);
    }

    /** Waits until nothing is made in the background; what was made goes with the rest. */
    void endRefill(Duration patience) {
        refill.end(patience);
    }

    /** Disposes of all that is idle; the rest goes when it is given back. */
    void clear() {
        tellTime();
        for (Optional<PooledGuest> next = anyIdle(); next.isPresent(); next = anyIdle()) {
            dispose(next.get(), Retirement.CLOSE);
        }
    }
}
