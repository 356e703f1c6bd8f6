package io.mortise.manager;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells events to listeners, in order, on one thread of its own, so that nobody who publishes meets a listener. Bounded:
 * when listeners fall behind, events are dropped and their number is told.
 */
final class EventHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int QUEUE = 10_000;
    private static final long END_SECONDS = 5;

    private final Clock clock;
    private final BlockingQueue<PluginEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final List<Consumer<PluginEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    private EventHub(Clock clock) {
        this.clock = clock;
        this.thread = new Thread(this::deliver, "mortise/events");
        thread.setDaemon(true);
    }

    static EventHub open(Clock clock) {
        EventHub hub = new EventHub(clock);
        hub.thread.start();
        return hub;
    }

    /** Never blocks. */
    void publish(PluginEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    void notice(boolean warning, String text) {
        publish(new PluginEvent.Notice(clock.instant(), warning, text));
    }

    Subscription subscribe(Consumer<PluginEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void deliver() {
        while (true) {
            try {
                PluginEvent event = queue.take();
                tell(event);
                tellDropped();
                if (closing && queue.isEmpty()) {
                    return;
                }
            } catch (InterruptedException e) {
                // The one who closes gave up waiting for a listener.
                return;
            }
        }
    }

    private void tellDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            tell(new PluginEvent.Notice(clock.instant(), true, count + " events were dropped: a listener is too slow"));
        }
    }

    private void tell(PluginEvent event) {
        for (Consumer<PluginEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).addKeyValue("event", event.text()).log("a listener of events threw");
            }
        }
    }

    /** Delivers what is queued, then ends. */
    @Override
    public void close() {
        closing = true;
        notice(false, "the manager is closed");
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
