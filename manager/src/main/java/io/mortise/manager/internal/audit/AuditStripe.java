package io.mortise.manager.internal.audit;

import java.util.List;

/** A ring of slots that few threads write. A line equal to one of the last four is counted there instead. */
final class AuditStripe {
    private static final int MASK = 63;
    private static final int LOOK_BACK = 4;

    private final Object lock = new Object();
    private final AuditSlot[] slots = new AuditSlot[MASK + 1];
    private long next;

    void add(
            HostOperation operation,
            String target,
            String by,
            long generation,
            long call,
            long took,
            long now,
            long bytes) {
        synchronized (lock) {
            slot(operation, target, by, generation).count(call, took, now, bytes);
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
        }
        slots[index].become(operation, target, by, generation);
        return slots[index];
    }

    void copyTo(List<AuditSlot> copies) {
        synchronized (lock) {
            for (int i = 0; i < Math.min(next, slots.length); i++) {
                copies.add(slots[i].copy());
            }
        }
    }
}
