package io.mortise.wasm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * The idle instances. Invariant: whoever exchanges an instance out of its slot owns it alone. The first slots are tried
 * first, so that few instances stay warm and the others grow old enough to be let go; only a thread in full swing is
 * offered its own again before that.
 */
final class IdleSlots {
    private final AtomicReferenceArray<Stay> slots;

    /** One stay in a slot. A new one each time: what was true of it before the exchange is true after it. */
    private static final class Stay {
        final PooledGuest guest;

        Stay(PooledGuest guest) {
            this.guest = guest;
        }
    }

    IdleSlots(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    /** The first one that is wanted. */
    Optional<PooledGuest> take(Predicate<PooledGuest> wanted) {
        for (int i = 0; i < slots.length(); i++) {
            Stay stay = slots.get(i);
            if (stay != null && wanted.test(stay.guest) && slots.compareAndSet(i, stay, null)) {
                return Optional.of(stay.guest);
            }
        }
        return Optional.empty();
    }

    Optional<PooledGuest> takeLongestIdle() {
        while (true) {
            int oldest = oldest();
            if (oldest < 0) {
                return Optional.empty();
            }
            Stay stay = slots.get(oldest);
            if (stay != null && slots.compareAndSet(oldest, stay, null)) {
                return Optional.of(stay.guest);
            }
        }
    }

    private int oldest() {
        int oldest = -1;
        long since = 0;
        for (int i = 0; i < slots.length(); i++) {
            Stay stay = slots.get(i);
            if (stay != null && (oldest < 0 || stay.guest.idleSince() - since < 0)) {
                oldest = i;
                since = stay.guest.idleSince();
            }
        }
        return oldest;
    }

    /** False when every slot is taken. */
    boolean put(PooledGuest guest) {
        Stay stay = new Stay(guest);
        for (int i = 0; i < slots.length(); i++) {
            if (slots.get(i) == null && slots.compareAndSet(i, null, stay)) {
                return true;
            }
        }
        return false;
    }
}
