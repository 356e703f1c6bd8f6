package io.mortise.manager;

import io.mortise.api.PluginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of a manager: no new calls, the running ones end, dependents stop before what they require. */
final class Closing {
    private final Assembly parts;

    Closing(Assembly parts) {
        this.parts = parts;
    }

    void run(Duration patience) {
        parts.timer.close();
        long end = System.nanoTime() + patience.toNanos();
        List<PluginId> order = new ArrayList<>(parts.core.requirements().order());
        Collections.reverse(order);
        List<Slot> rest = new ArrayList<>(parts.core.slots().all());
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        for (PluginId plugin : order) {
            parts.core.slots().find(plugin).ifPresent(slot -> {
                rest.remove(slot);
                ends.add(stop(slot, end));
            });
        }
        rest.forEach(slot -> ends.add(stop(slot, end)));
        ends.add(parts.drains.all().thenApply(none -> true));
        await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), end);
        parts.core.state().save();
        parts.close();
    }

    /** New calls are refused from here on. A plugin that requires this one was told before. */
    private CompletableFuture<Boolean> stop(Slot slot, long end) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return slot.become(PluginState.STOPPED, "the manager closes", java.util.Optional.empty())
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
