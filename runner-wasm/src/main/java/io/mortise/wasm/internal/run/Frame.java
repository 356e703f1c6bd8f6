package io.mortise.wasm.internal.run;

import io.mortise.api.Call;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where a call is now: in the guest, in the host, or nowhere. The ticker interrupts an expired frame, and only in the
 * guest, because an interrupt inside a service can close what other plugins share.
 *
 * <p>Invariant: the word's low bits are the state, the rest counts the calls, so that what the ticker decided about one
 * call can never hit the next. Only the frame's own thread leaves DONE, HOST and HOST_EXPIRED; only the ticker leaves
 * FIRING.
 */
public final class Frame {
    private static final int DONE = 0;
    private static final int GUEST = 1;
    private static final int FIRING = 2;
    private static final int FIRED = 3;
    private static final int HOST = 4;
    private static final int HOST_EXPIRED = 5;
    private static final long STATE = 7;

    private final AtomicLong word = new AtomicLong();
    private final Ticker ticker;
    private final CutOff cutOff;
    private final LongAdder ticksInGuest;
    private Thread thread = Thread.currentThread();
    private Deadline deadline = new Deadline(0, Duration.ZERO);
    private Cancellation cancellation = Cancellation.NONE;
    private boolean interruptIsOurs;
    private boolean fired;
    private int ticksInHost;

    Frame(Ticker ticker, CutOff cutOff, LongAdder ticksInGuest) {
        this.ticker = ticker;
        this.cutOff = cutOff;
        this.ticksInGuest = ticksInGuest;
    }

    /** The guest begins to run on this thread. */
    public void begin(Call call) {
        thread = Thread.currentThread();
        deadline = call.deadline();
        cancellation = call.cancellation();
        interruptIsOurs = false;
        fired = false;
        ticksInHost = 0;
        word.lazySet((word.get() | STATE) + 1 + GUEST);
    }

    /** The guest has returned or thrown. After this no interrupt of ours arrives, and none is left in the flag. */
    public void end() {
        leaveGuest(DONE);
    }

    /** The guest calls out. Throws {@link Unwind.Expired} instead when its time is up already. */
    public void enterHost() {
        leaveGuest(HOST);
        if (fired) {
            throw leaveHostAs(new Unwind.Expired());
        }
    }

    /** Back in the guest. Throws {@link Unwind.Expired} when the time ran out meanwhile. */
    public void leaveHost() {
        long now = word.get();
        if (state(now) != HOST || !word.compareAndSet(now, with(now, GUEST))) {
            fired = true;
            throw leaveHostAs(new Unwind.Expired());
        }
    }

    private Unwind leaveHostAs(Unwind unwind) {
        long now = word.get();
        word.set(with(now, GUEST));
        return unwind;
    }

    private void leaveGuest(int next) {
        while (true) {
            long now = word.get();
            if (state(now) == FIRING) {
                Thread.onSpinWait();
            } else if (word.compareAndSet(now, with(now, next))) {
                if (state(now) == FIRED) {
                    fired = true;
                    if (interruptIsOurs) {
                        interruptIsOurs = false;
                        boolean ignored = Thread.interrupted();
                    }
                }
                return;
            }
        }
    }

    /** True when the time was up, it was cancelled or cut off, while or just after the guest ran. */
    public boolean hasExpired() {
        return fired;
    }

    public boolean wasCutOff() {
        return cutOff.hasHappened();
    }

    /** About how long of the last call was spent in the host, in steps of a tick. */
    public Duration inHost() {
        return Ticker.PERIOD.multipliedBy(ticksInHost);
    }

    /** No tick looks at it any more. */
    public void close() {
        ticker.forget(this);
    }

    void tick(long now) {
        long seen = word.get();
        int state = state(seen);
        if (state == DONE || state == HOST_EXPIRED) {
            return;
        }
        if (state == HOST) {
            ticksInHost++;
        } else {
            ticksInGuest.increment();
        }
        // These fields may belong to the next call already; then the exchange below fails.
        if (!cutOff.hasHappened() && deadline.nanoTime() - now > 0 && !cancellation.isCancelled()) {
            return;
        }
        if (state == HOST) {
            word.compareAndSet(seen, with(seen, HOST_EXPIRED));
        } else if (word.compareAndSet(seen, with(seen, FIRING))) {
            if (interruptIsOurs || !thread.isInterrupted()) {
                interruptIsOurs = true;
                thread.interrupt();
            }
            word.set(with(seen, FIRED));
        }
    }

    private static int state(long word) {
        return (int) (word & STATE);
    }

    private static long with(long word, int state) {
        return (word & ~STATE) | state;
    }
}
