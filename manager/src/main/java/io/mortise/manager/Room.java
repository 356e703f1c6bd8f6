package io.mortise.manager;

import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Keeps the number of plugins that run within {@code budget.plugins}, also when many start at once. A plugin nobody has
 * called lately makes room for one that is wanted.
 *
 * <p>Invariant: under {@code lock}, plugins that live and those in {@code starting} are together no more than the budget
 * was when the last of them entered.
 */
final class Room {
    private final Core core;
    private final IdleUnload idle;
    private final Object lock = new Object();
    private final Set<Slot> starting = new HashSet<>();

    Room(Core core, IdleUnload idle) {
        this.core = core;
        this.idle = idle;
    }

    /**
     * Holds a place for a start; one that lives has its place already.
     *
     * @throws io.mortise.api.error.PluginException LIMIT_REACHED
     */
    void enter(Slot slot) {
        OptionalInt most = core.settings().now().budget().plugins();
        synchronized (lock) {
            if (most.isPresent() && slot.live().isEmpty()) {
                long others = others(slot);
                while (others >= most.getAsInt() && idle.unloadLeastRecent(slot)) {
                    others = others(slot);
                }
                requireBelow(slot, others, most.getAsInt());
            }
            starting.add(slot);
        }
    }

    /** The start ended: it lives now, or it does not. */
    void leave(Slot slot) {
        synchronized (lock) {
            starting.remove(slot);
        }
    }

    private long others(Slot slot) {
        return core.slots().all().stream()
                .filter(each -> each != slot)
                .filter(each -> each.live().isPresent() || starting.contains(each))
                .count();
    }

    private static void requireBelow(Slot slot, long others, int most) {
        if (others >= most) {
            throw CallErrors.limit(
                    slot.subject(),
                    "would be plugin %d that runs, allowed are %d; raise budget.plugins or disable another"
                            .formatted(others + 1, most),
                    new Detail.Limit("budget.plugins", String.valueOf(most), String.valueOf(others + 1)));
        }
    }
}
