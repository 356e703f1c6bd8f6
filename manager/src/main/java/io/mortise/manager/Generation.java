package io.mortise.manager;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.api.Runner;
import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.gate.Gate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A started version of a plugin and the number of calls now inside it.
 *
 * <p>Invariant: the sign bit of {@code inside} is set once, by the one who drains, and never cleared; after that nobody
 * enters, so the count only falls, and {@code idle} opens exactly when it reaches zero.
 */
final class Generation {
    private static final long DRAINING = Long.MIN_VALUE; // sign bit; the low bits stay the count

    private final Prepared prepared;
    private final Runner runner;
    private final Gate gate;
    private final StartFacts facts;
    private final AtomicLong inside = new AtomicLong();
    private final CountDownLatch idle = new CountDownLatch(1);
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private final CallWindow calls;
    private final Optional<Generation> before;
    private volatile Optional<PluginException> crash = Optional.empty();

    Generation(Prepared prepared, Runner runner, Gate gate, StartFacts facts) {
        this(prepared, runner, gate, facts, new CallWindow(), Optional.empty());
    }

    private Generation(
            Prepared prepared,
            Runner runner,
            Gate gate,
            StartFacts facts,
            CallWindow calls,
            Optional<Generation> before) {
        this.prepared = prepared;
        this.runner = runner;
        this.gate = gate;
        this.facts = facts;
        this.calls = calls;
        this.before = before;
    }

    /** The same guest behind a new counter, when it comes back into service. What is still inside this one counts too. */
    Generation again() {
        Optional<Generation> busy = inside() == 0 ? Optional.empty() : Optional.of(this);
        Generation next = new Generation(prepared, runner, gate, facts, calls, busy);
        next.crash = crash();
        return next;
    }

    /** True when both lead to one guest. */
    boolean isSameGuest(Generation other) {
        return runner == other.runner;
    }

    /** The caller is inside until it leaves. False once draining began. */
    boolean tryEnter() {
        return inside.getAndUpdate(n -> n < 0 ? n : n + 1) >= 0;
    }

    void leave() {
        if (inside.decrementAndGet() == DRAINING) {
            idle.countDown();
        }
    }

    /** Begins the drain only when nobody is inside. */
    boolean tryRetireIdle() {
        if (inside() > 0 || !inside.compareAndSet(0, DRAINING)) {
            return false;
        }
        idle.countDown();
        return true;
    }

    /** Refuses new calls from here on. Idempotent. */
    void beginDrain() {
        long before = inside.getAndUpdate(n -> n | DRAINING);
        if (before == 0) {
            idle.countDown();
        }
    }

    /** Waits until the last call left; false when some are still inside. */
    boolean awaitIdle(Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        boolean left = before.isEmpty() || before.get().awaitIdle(patience);
        return left && idle.await(patience.toNanos() - (System.nanoTime() - began), NANOSECONDS);
    }

    /** Calls inside now. */
    long inside() {
        return (inside.get() & Long.MAX_VALUE) + before.map(Generation::inside).orElse(0L);
    }

    /** Its guest ended by itself; no call can succeed from here on. */
    void crashed(PluginException how) {
        crash = Optional.of(how);
    }

    Optional<PluginException> crash() {
        return crash.or(() -> before.flatMap(Generation::crash));
    }

    /** Notes or withdraws a reason to be called degraded; true when that changed anything. */
    boolean complain(String reason, boolean holds) {
        return holds ? complaints.add(reason) : complaints.remove(reason);
    }

    /** Why it is degraded; empty when it is not. */
    Set<String> complaints() {
        return Set.copyOf(complaints);
    }

    /** How its last calls ended. */
    CallWindow calls() {
        return calls;
    }

    Subject subject() {
        return prepared.bundle().subject();
    }

    Prepared prepared() {
        return prepared;
    }

    Runner runner() {
        return runner;
    }

    Gate gate() {
        return gate;
    }

    StartFacts facts() {
        return facts;
    }

    FunctionTable functions() {
        return facts.functions();
    }
}
