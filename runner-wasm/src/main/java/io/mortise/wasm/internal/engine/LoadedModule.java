package io.mortise.wasm.internal.engine;

import io.mortise.wasm.internal.binary.ModuleShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A module that can run; shared by all instances of all generations with the same bytes. It may change its tier once, from
 * interpreted to compiled: instances made before stay as they are, see {@link EngineInstance#isOutdated}.
 */
public final class LoadedModule {
    private final ModuleOrder order;
    private final List<String> notes;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Tier tier;
    private volatile String engine;
    private volatile boolean abandoned;

    LoadedModule(ModuleOrder order, Tier tier, String engine, List<String> notes) {
        this.order = order;
        this.tier = tier;
        this.engine = engine;
        this.notes = List.copyOf(notes);
    }

    public ModuleShape shape() {
        return order.shape();
    }

    /**
     * How new instances run: {@code compiled}, {@code compiled (cache)}, {@code interpreted}, {@code interpreted, compiling}
     * or {@code interpreted: } and the reason.
     */
    public String engine() {
        return engine;
    }

    /** What an operator should know about loading it. */
    public List<String> notes() {
        return notes;
    }

    /** Why no image of any instance of it would be whole; empty when one can be taken. */
    public Optional<String> hindersImage() {
        return EngineImage.hindrance(tier.module());
    }

    Tier tier() {
        return tier;
    }

    ModuleOrder order() {
        return order;
    }

    /** From here on new instances run in {@code next}. */
    void settle(Tier next, String engineNow) {
        tier = next;
        settle(engineNow);
    }

    /** Its tier stays as it is. */
    void settle(String engineNow) {
        engine = engineNow;
        settled.countDown();
    }

    /** Waits until it is known in which tier it stays; an end of patience is no failure. */
    void awaitSettled(Duration patience) throws InterruptedException {
        boolean ignored = settled.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No runner uses it any more: compiling it would be for nobody. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }
}
