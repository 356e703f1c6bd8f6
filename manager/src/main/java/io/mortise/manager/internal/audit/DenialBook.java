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

    private record Key(HostOperation operation, String target) {}

    /** True when this target was never denied before, as far as can be remembered. */
    boolean add(HostOperation operation, String target, String by, long generation, long call, long now) {
        Key key = new Key(operation, target);
        synchronized (lock) {
            AuditSlot seen = first.get(key);
            if (seen == null && first.size() < FIRST_TARGETS) {
                AuditSlot slot = new AuditSlot();
                slot.become(operation, target, by, generation);
                slot.count(call, 0, now, 0);
                first.put(key, slot);
                return true;
            }
            if (seen != null) {
                seen.count(call, 0, now, 0);
                return false;
            }
        }
        last.add(operation, target, by, generation, call, 0, now, 0);
        return false;
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
