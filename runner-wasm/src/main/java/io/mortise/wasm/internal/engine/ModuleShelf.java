package io.mortise.wasm.internal.engine;

import io.mortise.wasm.internal.binary.ModuleShape;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps one loaded module for each content, while a runner uses it. Loading happens on a few threads of its own, so that
 * a module that takes for ever holds up neither its caller beyond the time it gives nor, alone, the others.
 */
public final class ModuleShelf implements AutoCloseable {
    private static final int LOADERS = 2;
    private static final int QUEUE = 10_000;

    private final ModuleLoader loader;
    private final Object lock = new Object();
    private final Map<String, Place> places = new HashMap<>();
    private final ExecutorService loaders;

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
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                LOADERS, LOADERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), work -> {
                    Thread thread = new Thread(work, "mortise-wasm/loader");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.loaders = pool;
    }

    /**
     * The loaded module; loads it when nobody has. Give it back with {@link #release}, also after a failure.
     *
     * @throws ExecutionException what the engine threw
     * @throws TimeoutException when it takes longer than {@code patience}
     */
    public LoadedModule take(String hash, byte[] bytes, ModuleShape shape, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        Place place;
        synchronized (lock) {
            place = places.computeIfAbsent(
                    hash, absent -> new Place(CompletableFuture.supplyAsync(() -> loader.load(bytes, shape), loaders)));
            place.users++;
        }
        return place.module.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The last one to give it back forgets it. */
    public void release(String hash) {
        synchronized (lock) {
            Place place = places.get(hash);
            if (place != null && --place.users == 0) {
                places.remove(hash);
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
        loaders.shutdownNow();
    }
}
