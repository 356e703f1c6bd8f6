package io.mortise.wasm.internal.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps one loaded module for each content, while a runner uses it. Loading happens on a few threads of its own, so that
 * a module that takes for ever holds up neither its caller beyond the time it gives nor the others: large ones have one
 * thread, small ones two.
 */
public final class ModuleShelf implements AutoCloseable {
    private static final int QUEUE = 10_000;

    private final ModuleLoader loader;
    private final Object lock = new Object();
    private final Map<String, Place> places = new HashMap<>();
    private final ThreadPoolExecutor small = threads(2, "mortise-wasm/loader");
    private final ThreadPoolExecutor large = threads(1, "mortise-wasm/loader-large");

    /** One content and how many runners hold it. */
    private static final class Place {
        final CompletableFuture<LoadedModule> module;
        int users;

        Place(CompletableFuture<LoadedModule> module) {
            this.module = module;
        }
    }

    public ModuleShelf(ModuleLoader loader) {
        this.loader = loader;
    }

    private static ThreadPoolExecutor threads(int count, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * The loaded module; loads it when nobody has, and waits a moment for the compiler as the loader's mode says. Give it
     * back with {@link #release}, also after a failure.
     *
     * @throws ExecutionException what the engine threw
     * @throws TimeoutException when it takes longer than {@code patience}
     */
    public LoadedModule take(ModuleOrder order, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Place place;
        synchronized (lock) {
            place = places.computeIfAbsent(order.hash(), absent -> new Place(begin(order)));
            place.users++;
        }
        LoadedModule loaded = place.module.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        Duration wait = loader.patience(loaded);
        loaded.awaitSettled(wait.compareTo(left) < 0 ? wait : left);
        return loaded;
    }

    private CompletableFuture<LoadedModule> begin(ModuleOrder order) {
        return CompletableFuture.supplyAsync(() -> loader.load(order), order.isLarge() ? large : small);
    }

    /** The last one to give it back forgets it. */
    public void release(String hash) {
        synchronized (lock) {
            Place place = places.get(hash);
            if (place != null && --place.users == 0) {
                places.remove(hash);
                CompletableFuture<Void> ignored = place.module.thenAccept(LoadedModule::abandon);
            }
        }
    }

    /** How many contents are held. */
    public int size() {
        synchronized (lock) {
            return places.size();
        }
    }

    @Override
    public void close() {
        small.shutdownNow();
        large.shutdownNow();
        loader.close();
    }
}
