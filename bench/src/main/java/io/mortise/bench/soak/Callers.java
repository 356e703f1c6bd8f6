package io.mortise.bench.soak;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginEvent;
import io.mortise.manager.PluginManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Sixteen threads that call all the while, one of them a function that takes its time; each failure is judged. */
final class Callers {
    private static final int COUNT = 16;
    private static final Set<Failure> ALLOWED =
            Set.of(Failure.GUEST_TRAPPED, Failure.GUEST_CRASHED, Failure.DEADLINE_PASSED);

    private final String label;
    private final PluginManager plugins;
    private final Ledger ledger;
    private final Set<String> faulty = ConcurrentHashMap.newKeySet();
    private final Set<String> rolledBack = ConcurrentHashMap.newKeySet();
    private final AtomicInteger rollbacks = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder calls = new LongAdder();
    private final Map<Failure, LongAdder> failed = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Latencies latencies = new Latencies();

    /** @param label begins the numbers of their calls */
    Callers(String label, PluginManager plugins, Ledger ledger) {
        this.label = label;
        this.plugins = plugins;
        this.ledger = ledger;
    }

    void hear(PluginEvent event) {
        if (event instanceof PluginEvent.RolledBack back) {
            rolledBack.add(back.from().toString());
            rollbacks.incrementAndGet();
        }
    }

    /** Calls leased to this version may fail from here on. */
    void expectFaults(String version) {
        faulty.add(version);
    }

    /** Fifteen of them. */
    void start() {
        for (int i = 1; i < COUNT; i++) {
            start(label + i, true);
        }
    }

    /** The sixteenth, whose calls take their time and are not measured. */
    void startSlow() {
        start(Ledger.SLOW, false);
    }

    private void start(String caller, boolean measured) {
        Thread thread = new Thread(() -> run(caller, measured), caller);
        thread.start();
        threads.add(thread);
    }

    private void run(String caller, boolean measured) {
        for (int i = 0; !over.get(); i++) {
            call(caller + '-' + i, measured);
        }
    }

    private void call(String number, boolean measured) {
        Set<String> published = Set.copyOf(rolledBack);
        long began = System.nanoTime();
        try {
            String answer = plugins.call("contract", "app_call", "app.echo\n" + number);
            if (!answer.equals(number) || !ledger.isDone(number)) {
                wrong.add(number + " was answered " + answer + ", and is " + (ledger.isDone(number) ? "" : "not ")
                        + "done");
            }
            if (measured) {
                latencies.add(System.nanoTime() - began);
            }
        } catch (PluginException e) {
            judge(number, e, published);
        }
        calls.increment();
    }

    private void judge(String number, PluginException e, Set<String> published) {
        failed.computeIfAbsent(e.failure(), code -> new LongAdder()).increment();
        boolean known = faulty.stream().anyMatch(version -> e.subject().contains('@' + version + '#'));
        if (!known || !ALLOWED.contains(e.failure())) {
            wrong.add(number + " was lost: " + e.getMessage());
        } else if (published.contains(e.subject())) {
            wrong.add(number + " met " + e.subject() + " after its rollback was told: " + e.getMessage());
        }
    }

    /** What was measured up to now; begins anew. */
    Latencies latencies() {
        Latencies all = latencies;
        latencies = new Latencies();
        return all;
    }

    int rollbacks() {
        return rollbacks.get();
    }

    long calls() {
        return calls.sum();
    }

    Map<Failure, Long> failed() {
        Map<Failure, Long> counts = new EnumMap<>(Failure.class);
        failed.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    void stop() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
