package io.mortise.manager.internal.audit;

import java.util.List;

/** A ring of slots that few threads write. A line equal to one of the last four is counted there instead. */
final class AuditStripe {
    private static final int MASK = 63;
    private static final int LOOK_BACK = 4;
    /** New lines after which whoever writes them down should come: half of what there is room for. */
    private static final int FULL = (MASK + 1) / 2;

    private final Object lock = new Object();
    private final AuditSlot[] slots = new AuditSlot[MASK + 1];
    private long next;
    private int fresh;
    private long lost;
    private boolean dirty;

    /** True when so many new lines wait that a writer should come at once. */
    boolean add(
            HostOperation operation,
            String target,
            String by,
            long generation,
            long call,
            long took,
            long now,
            long bytes) {
        synchronized (lock) {
            long before = next;
            slot(operation, target, by, generation).count(call, took, now, bytes);
            dirty = true;
            return next != before && ++fresh == FULL;
        }
    }

    private AuditSlot slot(HostOperation operation, String target, String by, long generation) {
        long oldest = Math.max(0, next - LOOK_BACK);
        for (long i = next - 1; i >= oldest; i--) {
            AuditSlot seen = slots[(int) i & MASK];
            if (seen.isEqual(operation, target, by, generation)) {
                return seen;
            }
        }
        int index = (int) next++ & MASK;
        if (next <= slots.length) {
            slots[index] = new AuditSlot();
        } else {
            lost += slots[index].unwrittenTimes();
        }
        slots[index].become(operation, target, by, generation);
        return slots[index];
    }

    /** What was added since the last time; each call is told once. @return calls whose line was used again unwritten */
    long drainTo(List<AuditSlot> copies) {
        synchronized (lock) {
            if (!dirty) {
                return 0;
            }
            for (int i = 0; i < Math.min(next, slots.length); i++) {
                if (slots[i].unwrittenTimes() > 0) {
                    copies.add(slots[i].unwritten());
                }
            }
            long gone = lost;
            lost = 0;
            fresh = 0;
            dirty = false;
            return gone;
        }
    }

    void copyTo(List<AuditSlot> copies) {
        synchronized (lock) {
            for (int i = 0; i < Math.min(next, slots.length); i++) {
                copies.add(slots[i].copy());
            }
        }
    }
}
