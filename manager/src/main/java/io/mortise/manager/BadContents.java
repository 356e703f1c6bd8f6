package io.mortise.manager;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Content that was refused or sent back while an older one serves. It is tried once more after ten minutes, then not
 * until it changes or somebody asks for it.
 */
final class BadContents {
    static final Duration ONCE_MORE = Duration.ofMinutes(10);

    private final Timer timer;
    private final Consumer<Slot> look;
    private final Map<Slot, Bad> bySlot = new ConcurrentHashMap<>();

    /**
     * @param content what was made of it; absent when nothing could be
     * @param due true while its second try is owed
     * @param last true when there is no other
     */
    private record Bad(String hash, Optional<Prepared> content, boolean due, boolean last) {
        boolean isOf(String other, Optional<Prepared> prepared) {
            return hash.equals(other)
                    && (content.isEmpty() || prepared.isEmpty() || content.get().isLike(prepared.get()));
        }
    }

    /** @param look asks for a reload, as after a change */
    BadContents(Timer timer, Consumer<Slot> look) {
        this.timer = timer;
        this.look = look;
    }

    /** It did not start, or did not prove healthy. */
    void refused(Slot slot, String hash) {
        keep(slot, new Bad(hash, Optional.empty(), false, false));
    }

    /** It served and was much worse. */
    void sentBack(Slot slot, Prepared content) {
        keep(slot, new Bad(content.bundle().hash(), Optional.of(content), false, false));
    }

    /** An operator did not want it: no second try. */
    void unwanted(Slot slot, Prepared content) {
        bySlot.put(slot, new Bad(content.bundle().hash(), Optional.of(content), false, true));
    }

    private void keep(Slot slot, Bad bad) {
        Optional<Bad> before =
                Optional.ofNullable(bySlot.get(slot)).filter(known -> known.isOf(bad.hash(), bad.content()));
        boolean last = before.filter(Bad::last).isPresent();
        bySlot.put(slot, new Bad(bad.hash(), bad.content(), false, last));
        if (before.isEmpty()) {
            timer.after(ONCE_MORE, () -> secondTry(slot, bad));
        }
    }

    private void secondTry(Slot slot, Bad bad) {
        Bad now = bySlot.get(slot);
        if (now != null && now.isOf(bad.hash(), bad.content()) && !now.last()) {
            bySlot.put(slot, new Bad(now.hash(), now.content(), true, true));
            look.accept(slot);
        }
    }

    /** True when this was sent back and is not owed a try: a change elsewhere is no reason to meet it again. */
    boolean blocks(Slot slot, Prepared prepared) {
        Bad bad = bySlot.get(slot);
        return bad != null
                && bad.content().isPresent()
                && !bad.due()
                && bad.isOf(prepared.bundle().hash(), Optional.of(prepared));
    }

    boolean isDue(Slot slot) {
        Bad bad = bySlot.get(slot);
        return bad != null && bad.due();
    }

    /** The second try begins. */
    void spend(Slot slot) {
        bySlot.computeIfPresent(slot, (same, bad) -> new Bad(bad.hash(), bad.content(), false, bad.last()));
    }

    /** An operator wants it after all, or another content proved itself. */
    void forget(Slot slot) {
        bySlot.remove(slot);
    }
}
