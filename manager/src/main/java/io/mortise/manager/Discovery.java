package io.mortise.manager;

import io.mortise.api.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds places in the sources and keeps a slot for each. What changes is looked at on one thread of its own; the map of
 * places belongs to that thread.
 */
final class Discovery implements AutoCloseable {
    private static final int QUEUE = 1_000;

    private final List<Supply> supplies;
    private final Adoption adoption;
    private final Reloads reloads;
    private final EventHub hub;
    private final Map<String, Slot> byPlace = new LinkedHashMap<>();
    private final List<Source.Watch> watches = new ArrayList<>();
    private final ExecutorService thread;

    Discovery(List<Supply> supplies, Adoption adoption, Reloads reloads, EventHub hub) {
        this.supplies = List.copyOf(supplies);
        this.adoption = adoption;
        this.reloads = reloads;
        this.hub = hub;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
            Thread made = new Thread(task, "mortise/discovery");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Every plugin that is there now, read by {@code workers} in parallel; nothing is started. What changes meanwhile is
     * looked at afterwards.
     */
    List<Slot> first(Executor workers, boolean watching) throws InterruptedException {
        if (watching) {
            supplies.forEach(this::watch);
        }
        try {
            return thread.submit(() -> scan(workers)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the first scan of plugins broke", e.getCause());
        }
    }

    private void watch(Supply supply) {
        Source.Watch watch = supply.source().watch(names -> later(() -> look(supply, names)));
        watches.add(watch);
        if (watch.mode().equals("polling")) {
            hub.notice(false, supply.source().origin() + ": the file system tells no changes, it is polled");
        }
    }

    private List<Slot> scan(Executor workers) {
        List<CompletableFuture<Adoption.Found>> reads = new ArrayList<>();
        for (Supply supply : supplies) {
            for (Source.Candidate candidate : supply.source().scan()) {
                Place place = new Place(supply, candidate);
                reads.add(CompletableFuture.supplyAsync(() -> adoption.read(place), workers));
            }
        }
        List<Slot> slots = new ArrayList<>();
        for (CompletableFuture<Adoption.Found> read : reads) {
            Adoption.Found found = read.join();
            Slot slot = adoption.adopt(found);
            byPlace.put(found.place().key(), slot);
            slots.add(slot);
        }
        return slots;
    }

    /** Looks for plugins that appeared or are gone, and asks those that changed to reload. */
    private void look(Supply supply, Set<String> names) {
        Map<String, Place> there = new LinkedHashMap<>();
        for (Source.Candidate candidate : supply.source().scan()) {
            Place place = new Place(supply, candidate);
            there.put(place.key(), place);
        }
        String prefix = supply.source().origin() + "/";
        List<String> gone = byPlace.keySet().stream()
                .filter(key -> key.startsWith(prefix) && !there.containsKey(key))
                .toList();
        gone.forEach(this::remove);
        there.forEach((key, place) -> {
            Slot slot = byPlace.get(key);
            if (slot == null) {
                adopt(place);
            } else if (names.isEmpty() || names.contains(place.candidate().name())) {
                reloads.automatic(slot);
            }
        });
        if (!gone.isEmpty()) {
            // A name may have become free for one that came later.
            adoptAgain();
        }
    }

    private void adopt(Place place) {
        Slot slot = adoption.adopt(adoption.read(place));
        byPlace.put(place.key(), slot);
        if (slot.now().position().state() == PluginState.DISCOVERED) {
            reloads.wish(slot, ReloadCause.CHANGE);
        }
    }

    private void remove(String key) {
        Slot slot = byPlace.remove(key);
        if (slot != null) {
            slot.files().vanish();
            reloads.wish(slot, ReloadCause.REMOVE);
        }
    }

    private void adoptAgain() {
        List<Slot> unread = byPlace.values().stream()
                .filter(slot -> slot.files().latest().isEmpty())
                .toList();
        unread.forEach(this::replace);
    }

    /** The files of this slot are another plugin now. */
    void readopt(Slot slot) {
        later(() -> replace(slot));
    }

    private void replace(Slot slot) {
        Place place = slot.files().place();
        if (byPlace.get(place.key()) == slot) {
            remove(place.key());
            adopt(place);
        }
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            hub.notice(true, "a change of plugin files was not looked at: discovery is closing or too far behind");
        }
    }

    @Override
    public void close() {
        watches.forEach(Source.Watch::close);
        thread.shutdownNow();
        supplies.forEach(supply -> supply.source().close());
    }
}
