package io.mortise.manager.internal.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The last host calls of one plugin, in slots that are used again; denials have a place of their own. Threads write
 * into stripes, so that they rarely meet; a line is made only when somebody reads.
 */
public final class AuditRing {
    static final int TARGET_BYTES = 256;
    private static final int STRIPES = 4;

    private final AuditStripe[] stripes = new AuditStripe[STRIPES];
    private final DenialBook denials = new DenialBook();
    private final NanoClock clock = NanoClock.now();
    private final Redactor redactor;
    private volatile Runnable crowded = () -> {};

    public AuditRing(Redactor redactor) {
        this.redactor = redactor;
        Arrays.setAll(stripes, i -> new AuditStripe());
    }

    /**
     * Notes an allowed call; allocates nothing unless the target is long.
     *
     * @param by the grant that allowed it
     * @param took and {@code now}: nanoseconds of the monotonic clock
     */
    public void allowed(
            HostOperation operation,
            String target,
            String by,
            long generation,
            long call,
            long took,
            long now,
            long bytes) {
        int index = (int) (Thread.currentThread().getId() % STRIPES);
        if (stripes[index].add(operation, bounded(target), by, generation, call, took, now, bytes)) {
            crowded.run();
        }
    }

    /** Notes a denied call. @return true when it is the first of its target */
    public boolean denied(HostOperation operation, String target, String by, long generation, long call, long now) {
        DenialBook.Added added = denials.add(operation, bounded(target), by, generation, call, now);
        if (added == DenialBook.Added.CROWDED) {
            crowded.run();
        }
        return added == DenialBook.Added.FIRST;
    }

    /** @param wake runs when many lines wait for {@link #drain}; must not block */
    void onCrowded(Runnable wake) {
        crowded = wake;
    }

    /**
     * New lines since the last time, each call in one of them.
     *
     * @param lost calls whose line was used again before it was drained
     */
    record Drained(List<HostCallLine> lines, long lost) {}

    /** For the one who writes them down; readers use {@link #allowed()} and {@link #denied()}. */
    Drained drain() {
        List<AuditSlot> allowed = new ArrayList<>();
        List<AuditSlot> denied = new ArrayList<>();
        long lost = denials.drainTo(denied);
        for (AuditStripe stripe : stripes) {
            lost += stripe.drainTo(allowed);
        }
        List<HostCallLine> lines = new ArrayList<>(lines(denied, false));
        lines.addAll(lines(allowed, true));
        return new Drained(lines, lost);
    }

    /** Allowed calls, oldest first. */
    public List<HostCallLine> allowed() {
        List<AuditSlot> copies = new ArrayList<>();
        for (AuditStripe stripe : stripes) {
            stripe.copyTo(copies);
        }
        return lines(copies, true);
    }

    /** Denied calls: the first of each of 256 targets and the last 64 of the others, oldest first. */
    public List<HostCallLine> denied() {
        return lines(denials.copies(), false);
    }

    private List<HostCallLine> lines(List<AuditSlot> slots, boolean allowed) {
        return slots.stream()
                .sorted(Comparator.comparingLong(slot -> slot.lastNanos() - clock.anchorNanos()))
                .map(slot -> slot.line(clock, allowed, redactor))
                .toList();
    }

    /** Secrets are taken out by readers, who need what stands around them; so a little more than is shown is kept. */
    private static String bounded(String target) {
        return target.length() <= 2 * TARGET_BYTES ? target : target.substring(0, 2 * TARGET_BYTES);
    }
}
