package io.mortise.manager.internal.service;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes and delivers events inside this process, at least once to each subscriber that is there, in the order of
 * publication. A subscriber has a queue of 4 MiB of its own: when it is full, what comes next is dropped for that
 * subscriber alone, counted and logged. One that throws gets the event again, five times at most.
 */
public final class InProcessEvents implements EventService, AutoCloseable {
    private static final int THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    private final List<EventQueue> queues = new CopyOnWriteArrayList<>();
    private final Map<String, SeenKeys> seen = new ConcurrentHashMap<>();
    private final EventIds ids = new EventIds();
    private final ScheduledThreadPoolExecutor executor;
    private final InstantSource clock;
    private final EventQueue.Redelivery redelivery;

    private InProcessEvents(InstantSource clock, EventQueue.Redelivery redelivery) {
        this.clock = clock;
        this.redelivery = redelivery;
        this.executor = new ScheduledThreadPoolExecutor(THREADS, threads());
        // Threads end when nothing happens; each subscriber has one task at most, so their queue is bounded too.
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public static InProcessEvents open() {
        return open(InstantSource.system(), EventQueue.Redelivery.STANDARD);
    }

    static InProcessEvents open(InstantSource clock, EventQueue.Redelivery redelivery) {
        return new InProcessEvents(clock, redelivery);
    }

    private static ThreadFactory threads() {
        AtomicLong count = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "mortise/events-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public String emit(HostCall call, Ask ask) {
        String fresh = ids.next(call.identity());
        String id = ask.idempotencyKey().isEmpty()
                ? fresh
                : seen.computeIfAbsent(call.identity(), identity -> new SeenKeys())
                        .firstId(new SeenKeys.Key(call.tenant(), ask.idempotencyKey()), fresh);
        if (id.equals(fresh)) {
            publish(new Event(
                    id,
                    "/plugins/" + call.plugin().plugin().name(),
                    ask.type(),
                    ask.subject(),
                    clock.instant(),
                    ask.data(),
                    call.caller().tenant(),
                    call.trace()));
        }
        return id;
    }

    @Override
    public Subscription subscribe(String glob, Subscriber subscriber) {
        EventQueue queue = new EventQueue(glob, subscriber, executor, redelivery);
        queues.add(queue);
        return () -> {
            queues.remove(queue);
            queue.close();
        };
    }

    @Override
    public void publish(Event event) {
        for (EventQueue queue : queues) {
            queue.offer(event);
        }
    }

    /** Ends all subscriptions; what is still queued is not delivered. */
    @Override
    public void close() {
        queues.forEach(EventQueue::close);
        queues.clear();
        executor.shutdownNow();
        try {
            // A subscriber that ignores its interrupt is left to end by itself: its thread is a daemon.
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
