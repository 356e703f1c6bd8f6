package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.SlotState.Empty;
import io.mortise.manager.SlotState.Position;
import io.mortise.manager.SlotState.Serving;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.grant.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The place of a plugin. Callers and adapters hold the slot, never a generation, so one swap reaches them all.
 *
 * <p>Invariant: {@code state} is written only under {@code transitions}, each write is a legal step of {@link
 * PluginState} and is told to the chronicle in the order of the writes; a successor is published before its predecessor
 * begins to drain.
 */
final class Slot {
    private final PluginId id;
    private final SlotFiles files;
    private final Journal journal;
    private final Chronicle chronicle;
    private final CallCounts counts = new CallCounts();
    private final CrashedCalls crashes = new CrashedCalls();
    private final Object transitions = new Object();
    private final AtomicReference<SlotState> state;
    private volatile Optional<RateGate> rate = Optional.empty();
    private volatile Optional<Verdict.Granted> rights = Optional.empty();
    private volatile Runnable awaken = () -> {};

    Slot(PluginId id, SlotFiles files, Journal journal, Chronicle chronicle) {
        this.id = id;
        this.files = files;
        this.journal = journal;
        this.chronicle = chronicle;
        this.state = new AtomicReference<>(
                new Empty(position(PluginState.DISCOVERED, "its files were seen"), new CompletableFuture<>()));
    }

    /**
     * Enters the live generation; waits for one that starts.
     *
     * @throws PluginException NOT_SERVING, START_FAILED, DEADLINE_PASSED, CANCELLED
     */
    Generation lease(CallRequest request) {
        while (true) {
            SlotState now = now();
            if (now instanceof Serving serving) {
                if (serving.generation().tryEnter()) {
                    return serving.generation();
                }
                // Draining began after our read. A swap publishes the successor first, so the next read sees it.
                Thread.onSpinWait();
            } else {
                if (now.position().state() == PluginState.IDLE) {
                    awaken.run();
                }
                StartWait.await(this, now, request);
            }
        }
    }

    /** Publishes {@code next}; whoever waited for the end of the former state is told. */
    Optional<Generation> become(PluginState next, String reason, Optional<Generation> generation) {
        return become(position(next, reason), generation, Optional.empty());
    }

    /** The same, with the failure that waiting callers must hear. */
    Optional<Generation> become(Position next, Optional<Generation> generation, Optional<PluginException> failure) {
        SlotState before;
        synchronized (transitions) {
            before = now();
            requireLegal(before.position().state(), next.state());
            SlotState after = generation.isPresent()
                    ? new Serving(next, generation.get(), new CompletableFuture<>())
                    : new Empty(next, new CompletableFuture<>());
            state.set(after);
            chronicle.moved(subject(generation.or(() -> generationOf(before))), before.position(), next);
        }
        before.ended().complete(failure);
        return generationOf(before);
    }

    /** Goes on serving with another word for it, when {@code expected} is still live. */
    boolean remarkIf(Generation expected, PluginState next, String reason) {
        synchronized (transitions) {
            boolean same = live().filter(live -> live == expected).isPresent();
            if (same && now().position().state() != next) {
                become(next, reason, Optional.of(expected));
            }
            return same;
        }
    }

    /** Takes {@code expected} out of service, when it is still live; the one who is told true drains it. */
    boolean becomeIf(Generation expected, Position next) {
        return becomeIf(expected, next, Optional.empty());
    }

    /** The same, with {@code successor} in its place. */
    boolean becomeIf(Generation expected, Position next, Optional<Generation> successor) {
        synchronized (transitions) {
            boolean same = live().filter(live -> live == expected).isPresent();
            if (same) {
                become(next, successor, Optional.empty());
            }
            return same;
        }
    }

    private void requireLegal(PluginState from, PluginState to) {
        if (from != to && !from.mayBecome(to)) {
            throw new IllegalStateException(id + " may not turn from " + from + " to " + to);
        }
    }

    SlotState now() {
        return requireNonNull(state.get());
    }

    Optional<Generation> live() {
        return generationOf(now());
    }

    private static Optional<Generation> generationOf(SlotState state) {
        return state instanceof Serving serving ? Optional.of(serving.generation()) : Optional.empty();
    }

    private Subject subject(Optional<Generation> generation) {
        return generation.map(Generation::subject).orElseGet(this::subject);
    }

    /** The live generation's, else the plugin's by the version its files have. */
    Subject subject() {
        return live().map(Generation::subject)
                .orElseGet(() -> Subject.unstarted(
                        id, files.manifest().map(PluginManifest::version).orElse("")));
    }

    Position position(PluginState next, String reason) {
        return new Position(next, chronicle.now(), reason, Optional.empty(), Optional.empty());
    }

    Position position(PluginState next, String reason, Instant nextTry, Duration pause) {
        return new Position(next, chronicle.now(), reason, Optional.of(nextTry), Optional.of(pause));
    }

    /** What its last prepared generation was given; read through, it is what counts now. */
    void granted(Verdict.Granted verdict) {
        rights = Optional.of(verdict);
    }

    /** What its gates allow at this moment. */
    Permissions permissions() {
        return rights.map(given -> given.live().given().permissions(given.ask()))
                .orElse(Permissions.NONE);
    }

    /** What a call to an IDLE plugin does. */
    void onAwaken(Runnable start) {
        awaken = start;
    }

    void limitRate(Optional<RateGate> gate) {
        rate = gate;
    }

    Optional<RateGate> rate() {
        return rate;
    }

    PluginId id() {
        return id;
    }

    SlotFiles files() {
        return files;
    }

    Journal journal() {
        return journal;
    }

    CallCounts counts() {
        return counts;
    }

    CrashedCalls crashes() {
        return crashes;
    }

    Chronicle chronicle() {
        return chronicle;
    }
}
