package io.mortise.manager;

import io.mortise.api.RunnerListener;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.quota.GuestTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Hears of the end of one guest, also of one that comes before its generation is there. */
final class DeathWatch implements RunnerListener {
    private final GuestCounters counters;
    private final GuestTime time;
    private final Consumer<PluginException> exhausted;
    private final AtomicReference<State> state = new AtomicReference<>(new State(Optional.empty(), Optional.empty()));

    private record State(Optional<PluginException> crash, Optional<Runnable> tell) {}

    /** {@code exhausted} hears when the guest used up the heap; it must not block. */
    DeathWatch(GuestCounters counters, GuestTime time, Consumer<PluginException> exhausted) {
        this.counters = counters;
        this.time = time;
        this.exhausted = exhausted;
    }

    @Override
    public void died(PluginException crash) {
        State now = state.updateAndGet(
                before -> before.crash().isPresent() ? before : new State(Optional.of(crash), before.tell()));
        now.tell().ifPresent(Runnable::run);
    }

    @Override
    public void exhausted(PluginException failure) {
        exhausted.accept(failure);
    }

    @Override
    public void ran(Duration guestTime) {
        counters.add("guest.millis", guestTime.toMillis());
    }

    @Override
    public void waited(Duration forAPlace) {
        time.waited(forAPlace.toNanos());
    }

    @Override
    public void counted(String counter) {
        counters.increment(counter);
    }

    /** From here on, or at once when it is too late, {@code hears} is told. It must bear being told twice. */
    void bind(Generation generation, BiConsumer<Generation, PluginException> hears) {
        Runnable tell = () -> Optional.ofNullable(state.get())
                .flatMap(State::crash)
                .ifPresent(crash -> hears.accept(generation, crash));
        State now = state.updateAndGet(before -> new State(before.crash(), Optional.of(tell)));
        if (now.crash().isPresent()) {
            tell.run();
        }
    }
}
