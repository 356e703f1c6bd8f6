package io.mortise.manager.internal.service;

import io.mortise.api.host.EventService.Event;
import io.mortise.api.host.EventService.Subscriber;
import io.mortise.api.manifest.Glob;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one subscriber. Invariant under the lock: a task of this queue is scheduled or running exactly when
 * {@code busy}, so a subscriber never has two threads and events keep their order.
 */
final class EventQueue {
    static final long MAX_BYTES = 4L << 20;
    private static final int TURN = 16;
    private static final int EVENT_COST = 200;
    private static final Logger LOG = LoggerFactory.getLogger("io.mortise.manager.events");

    private final Object lock = new Object();
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final String pattern;
    private final Glob glob;
    private final Subscriber subscriber;
    private final ScheduledExecutorService executor;
    private final Redelivery redelivery;
    private long bytes;
    private long dropped;
    private int tries;
    private boolean busy;
    private boolean closed;

    /** How often an event is tried, and how long after the first failure; the pause doubles each time. */
    record Redelivery(int tries, Duration pause) {
        static final Redelivery STANDARD = new Redelivery(5, Duration.ofMillis(200));

        Duration pauseAfter(int failures) {
            return pause.multipliedBy(1L << Math.min(failures - 1, 20));
        }
    }

    EventQueue(String pattern, Subscriber subscriber, ScheduledExecutorService executor, Redelivery redelivery) {
        this.pattern = pattern;
        this.glob = Glob.of(pattern);
        this.subscriber = subscriber;
        this.executor = executor;
        this.redelivery = redelivery;
    }

    void offer(Event event) {
        if (!glob.matches(event.type())) {
            return;
        }
        boolean start = false;
        long lost = 0;
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (bytes + cost(event) > MAX_BYTES) {
                lost = ++dropped;
            } else {
                waiting.addLast(event);
                bytes += cost(event);
                start = !busy;
                busy = true;
            }
        }
        // 1, 2, 4, 8 … lost: a flood is told without becoming one.
        if (lost > 0 && Long.bitCount(lost) == 1) {
            LOG.atWarn()
                    .addKeyValue("glob", pattern)
                    .addKeyValue("dropped", lost)
                    .log("events dropped: queue full");
        }
        if (start) {
            later(Duration.ZERO);
        }
    }

    private void later(Duration pause) {
        try {
            // Delivering lets nothing escape, so there is nothing to be learnt from the task.
            Future<?> unused = executor.schedule(this::deliver, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The bus is closed: nothing is delivered any more.
            close();
        }
    }

    /** A few events, then the next subscriber's turn. */
    private void deliver() {
        for (int i = 0; i < TURN; i++) {
            Event next;
            synchronized (lock) {
                if (closed || waiting.isEmpty()) {
                    busy = false;
                    return;
                }
                next = waiting.getFirst();
            }
            if (!received(next)) {
                later(redelivery.pauseAfter(tries));
                return;
            }
        }
        later(Duration.ZERO);
    }

    /** False when the event has to be tried again. Only the one running task counts tries. */
    private boolean received(Event event) {
        try {
            subscriber.receive(event);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (++tries < redelivery.tries()) {
                return false;
            }
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("glob", pattern)
                    .addKeyValue("event", event.id())
                    .addKeyValue("tries", tries)
                    .log("event given up");
        }
        tries = 0;
        synchronized (lock) {
            if (waiting.pollFirst() != null) {
                bytes -= cost(event);
            }
        }
        return true;
    }

    void close() {
        synchronized (lock) {
            closed = true;
            waiting.clear();
            bytes = 0;
        }
    }

    private static long cost(Event event) {
        return EVENT_COST
                + 2L
                        * (event.data().length()
                                + event.subject().length()
                                + event.type().length());
    }
}
