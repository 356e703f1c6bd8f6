package io.mortise.manager;

import io.mortise.api.PluginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of a manager: no new calls, the running ones end, dependents stop before what they require. */
final class Closing {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Assembly parts;

    Closing(Assembly parts) {
        this.parts = parts;
    }

    /** How long a plain {@code close} lets calls end. */
    static Duration patience(Assembly parts) {
        Duration drain = parts.core.settings().now().reload().drainTimeout();
        return drain.compareTo(LONGEST) < 0 ? drain : LONGEST;
    }

    void run(Duration patience) {
        parts.timer.close();
        long end = System.nanoTime() + patience.toNanos();
        await(parts.reloads.close(), end);
        Requirements there = parts.core.requirements();
        Map<PluginId, CompletableFuture<Boolean>> ends = new LinkedHashMap<>();
        List<PluginId> order = new ArrayList<>(there.order());
        Collections.reverse(order);
        for (PluginId plugin : order) {
            CompletableFuture<?>[] dependents = there.leftBehind(plugin, "").stream()
                    .flatMap(each -> Optional.ofNullable(ends.get(each)).stream())
                    .toArray(CompletableFuture[]::new);
            Slot slot = parts.core.slots().named(plugin.name());
            ends.put(plugin, CompletableFuture.allOf(dependents).thenCompose(none -> stop(slot, end)));
        }
        await(CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new)), end);
        // What has no valid files, and what a dependent did not leave in time.
        parts.core.slots().all().forEach(slot -> {
            var unused = stop(slot, end);
        });
        await(parts.drains.all(), end);
        parts.core.state().save();
        parts.close();
    }

    /** New calls are refused from here on. */
    private CompletableFuture<Boolean> stop(Slot slot, long end) {
        if (slot.now().position().state() == PluginState.STOPPED) {
            return CompletableFuture.completedFuture(true);
        }
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return slot.become(PluginState.STOPPED, "the manager closes", Optional.empty())
                .map(live -> parts.drains.drain(slot, live, left))
                .orElse(CompletableFuture.completedFuture(true));
    }

    private void await(CompletableFuture<Void> all, long end) {
        // A guest that does not end by itself is given its grace beyond the callers' patience.
        long left = end - System.nanoTime() + Drains.STOP.toNanos();
        try {
            all.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            parts.core.hub().notice(true, "some plugins did not stop in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a drain ended without an answer", e);
        }
    }
}
