package io.mortise.manager.internal.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Denials: the first of each target stays for as long as there is room, and the last ones whatever they are. */
final class DenialBook {
    static final int FIRST_TARGETS = 256;

    private final Object lock = new Object();
    private final Map<Key, AuditSlot> first = new LinkedHashMap<>();
    private final AuditStripe last = new AuditStripe();

    private volatile boolean dirty;

    private record Key(HostOperation operation, String target) {}

    /** Whether it is the first of its target, and whether whoever writes lines down should come at once. */
    enum Added {
        FIRST,
        AGAIN,
        CROWDED
    }

    Added add(HostOperation operation, String target, String by, long generation, long call, long now) {
        Key key = new Key(operation, target);
        dirty = true;
        synchronized (lock) {
            AuditSlot seen = first.get(key);
            if (seen == null && first.size() < FIRST_TARGETS) {
                AuditSlot slot = new AuditSlot();
                slot.become(operation, target, by, generation);
                slot.count(call, 0, now, 0);
                first.put(key, slot);
                return Added.FIRST;
            }
            if (seen != null) {
                seen.count(call, 0, now, 0);
                return Added.AGAIN;
            }
        }
        return last.add(operation, target, by, generation, call, 0, now, 0) ? Added.CROWDED : Added.AGAIN;
    }

    /** As {@link AuditStripe#drainTo}; the first denial of a target is never lost. */
    long drainTo(List<AuditSlot> copies) {
        if (!dirty) {
            return 0;
        }
        dirty = false;
        synchronized (lock) {
            for (AuditSlot slot : first.values()) {
                if (slot.unwrittenTimes() > 0) {
                    copies.add(slot.unwritten());
                }
            }
        }
        return last.drainTo(copies);
    }

    List<AuditSlot> copies() {
        List<AuditSlot> copies = new ArrayList<>();
        synchronized (lock) {
            first.values().forEach(slot -> copies.add(slot.copy()));
        }
        last.copyTo(copies);
        return copies;
    }
}
