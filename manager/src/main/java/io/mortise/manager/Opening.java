package io.mortise.manager;

import io.mortise.api.Limits;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The first start of all plugins: those required before those that require them, independent ones in parallel. */
final class Opening {
    private final Assembly parts;

    Opening(Assembly parts) {
        this.parts = parts;
    }

    /** Returns when every eager plugin serves or rests, at the latest after the longest start_timeout. */
    void run() throws InterruptedException {
        List<Slot> slots = parts.discovery.first(parts.pools.reloads(), parts.setup.watch);
        parts.core.state().gather();
        parts.index.gather();
        try {
            start().get(longest(slots).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            parts.core
                    .hub()
                    .notice(
                            true,
                            "some plugins still start after " + longest(slots).toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a first start ended without an outcome", e);
        } finally {
            parts.core.state().endGathering();
        }
        parts.index.rebuild();
        parts.housekeeping.begin();
        if (parts.setup.requireAll) {
            requireAll();
        }
    }

    /** What the caller of {@code open} is thrown. */
    static RuntimeException failed(Setup setup, Exception why) {
        if (why instanceof RuntimeException itself) {
            return itself;
        }
        Thread.currentThread().interrupt();
        return PluginException.of(Failure.CANCELLED, "home " + setup.home, "opening was interrupted")
                .causedBy(why);
    }

    private CompletableFuture<Void> start() {
        Requirements there = parts.core.requirements();
        Map<PluginId, CompletableFuture<ReloadOutcome>> begun = new HashMap<>();
        for (PluginId plugin : there.order()) {
            Slot slot = parts.core.slots().named(plugin.name());
            if (slot.now().position().state() != PluginState.DISCOVERED) {
                continue;
            }
            CompletableFuture<?>[] first = slot.files().manifest().map(PluginManifest::requires).stream()
                    .flatMap(requires -> requires.plugins().keySet().stream())
                    .filter(begun::containsKey)
                    .map(begun::get)
                    .toArray(CompletableFuture[]::new);
            begun.put(
                    plugin,
                    CompletableFuture.allOf(first)
                            .thenCompose(none -> parts.reloads.request(slot, ReloadCause.CHANGE)));
        }
        return CompletableFuture.allOf(begun.values().toArray(CompletableFuture[]::new));
    }

    private static Duration longest(List<Slot> slots) {
        return slots.stream()
                .flatMap(slot -> slot.files().manifest().stream())
                .map(manifest -> manifest.limits().startTimeout().orElse(Limits.WASM.startTimeout()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plusSeconds(1);
    }

    private void requireAll() {
        List<Detail.Violation> resting = new ArrayList<>();
        for (Slot slot : parts.core.slots().all()) {
            SlotState.Position position = slot.now().position();
            if (!position.state().isServing() && position.state() != PluginState.IDLE) {
                resting.add(new Detail.Violation(slot.id().name(), position.state() + ": " + position.reason()));
            }
        }
        if (!resting.isEmpty()) {
            throw PluginException.of(
                    Failure.NOT_SERVING,
                    "home " + parts.core.home().directory(),
                    "all plugins are required and some do not serve: " + Problems.line(resting),
                    new Detail.Violations(resting));
        }
    }
}
