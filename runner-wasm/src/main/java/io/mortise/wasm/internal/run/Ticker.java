package io.mortise.wasm.internal.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that watches all frames of a factory. It may never block: every deadline and every idle instance waits
 * for it.
 */
public final class Ticker implements AutoCloseable {
    /** How late a deadline may be noticed. */
    public static final Duration PERIOD = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final int TICKS_A_SWEEP = 100;

    private final Set<Frame> frames = ConcurrentHashMap.newKeySet();
    private final Set<Sweep> sweeps = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile long now = System.nanoTime();
    private volatile boolean closed;

    /** Housekeeping, about once a second; must not block. */
    @FunctionalInterface
    public interface Sweep {
        void run(long nanoTime);
    }

    public Ticker() {
        thread = new Thread(this::run, "mortise-wasm/ticker");
        thread.setDaemon(true);
        thread.start();
    }

    /** A frame that is watched until it is closed. */
    public Frame frame(CutOff cutOff) {
        return frame(cutOff, new LongAdder());
    }

    /** The same, counting the ticks that find guest code running. */
    public Frame frame(CutOff cutOff, LongAdder ticksInGuest) {
        Frame frame = new Frame(this, cutOff, ticksInGuest);
        frames.add(frame);
        return frame;
    }

    void forget(Frame frame) {
        frames.remove(frame);
    }

    public void add(Sweep sweep) {
        sweeps.add(sweep);
    }

    public void remove(Sweep sweep) {
        sweeps.remove(sweep);
    }

    /** {@link System#nanoTime()}, at most a tick or two old; costs a read of memory. */
    public long roughNow() {
        return now;
    }

    /** Frames watched: one for each live instance. */
    public int watched() {
        return frames.size();
    }

    private void run() {
        for (int ticks = 1; !closed; ticks++) {
            LockSupport.parkNanos(PERIOD.toNanos());
            long time = System.nanoTime();
            now = time;
            for (Frame frame : frames) {
                frame.tick(time);
            }
            if (ticks % TICKS_A_SWEEP == 0) {
                sweep(time);
            }
        }
    }

    /** Does the housekeeping of that moment; the ticker's own thread does it about once a second. */
    public void sweep(long nanoTime) {
        sweeps.forEach(sweep -> sweep(sweep, nanoTime));
    }

    private static void sweep(Sweep sweep, long time) {
        try {
            sweep.run(time);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a sweep of idle instances broke; deadlines go on");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
