package io.mortise.manager;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mortise.api.Cancellation;
import io.mortise.manager.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The verbs that go on telling until nobody hears them: {@code logs} with {@code follow}, and {@code events}. */
final class DeskFollow {
    private static final int KEPT_EVENTS = 1_000;
    private static final long LOG_PAUSE_MILLIS = 200;

    private final PluginManager manager;

    DeskFollow(PluginManager manager) {
        this.manager = manager;
    }

    /** The last {@code lines} kept lines as events, oldest first; with {@code follow} also what comes. */
    Object logs(DeskArguments arguments, Predicate<String> events, Cancellation cancellation) {
        String plugin = arguments.text("plugin");
        List<PluginLog> kept = manager.logs(plugin, 0);
        int wanted = (int) Math.min(kept.size(), arguments.number("lines", 100));
        long last = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).number();
        boolean heard = tell(kept.subList(kept.size() - wanted, kept.size()), events);
        CountDownLatch gone = new CountDownLatch(1);
        Cancellation.Registration hook = cancellation.onCancel(gone::countDown);
        try {
            while (heard && arguments.flag("follow") && !gone.await(LOG_PAUSE_MILLIS, MILLISECONDS)) {
                List<PluginLog> more = manager.logs(plugin, last);
                last = more.isEmpty() ? last : more.get(more.size() - 1).number();
                heard = tell(more, events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hook.close();
        }
        return Map.of();
    }

    private static boolean tell(List<PluginLog> lines, Predicate<String> events) {
        return lines.stream().allMatch(line -> events.test(Json.text(DeskViews.log(line))));
    }

    /** Every event from now on. A listener that is too slow misses the oldest and is told how many. */
    Object events(DeskArguments arguments, Predicate<String> events, Cancellation cancellation) {
        BlockingQueue<PluginEvent> queue = new ArrayBlockingQueue<>(KEPT_EVENTS);
        AtomicLong missed = new AtomicLong();
        CountDownLatch gone = new CountDownLatch(1);
        Subscription subscription = manager.onEvent(event -> offer(queue, event, missed));
        Cancellation.Registration hook = cancellation.onCancel(gone::countDown);
        try {
            boolean heard = true;
            while (heard && gone.getCount() > 0) {
                PluginEvent next = queue.poll(LOG_PAUSE_MILLIS, MILLISECONDS);
                long lost = missed.getAndSet(0);
                if (lost > 0) {
                    heard = events.test(Json.text(Map.of("kind", "missed", "text", lost + " events were missed")));
                }
                if (heard && next != null) {
                    heard = events.test(Json.text(DeskViews.event(next)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hook.close();
            subscription.close();
        }
        return Map.of();
    }

    private static void offer(BlockingQueue<PluginEvent> queue, PluginEvent event, AtomicLong missed) {
        while (!queue.offer(event)) {
            if (queue.poll() != null) {
                missed.incrementAndGet();
            }
        }
    }
}
