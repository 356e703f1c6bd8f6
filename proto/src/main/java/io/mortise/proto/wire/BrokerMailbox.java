package io.mortise.proto.wire;

import io.mortise.proto.goplugin.ConnInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The broker messages that came in and were not claimed yet: one for each id, before or after the dialler asks.
 *
 * <p>An id is good for one dial. A message nobody claims within {@link #PATIENCE} is dropped, and at most
 * {@value #MAX_WAITING} ids wait at a time: the peer cannot make this grow.
 */
public final class BrokerMailbox {
    /** How long go-plugin's dialler waits, and how long an unclaimed message lives. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MAX_WAITING = 1024;

    private final Map<Integer, CompletableFuture<Endpoint>> waiting = new ConcurrentHashMap<>();

    /** Takes a message from the broker stream; never blocks. A knock, or an address that cannot be one, is ignored. */
    public void offer(ConnInfo message) {
        if (message.hasKnock() || waiting.size() >= MAX_WAITING) {
            return;
        }
        endpointOf(message).ifPresent(endpoint -> slot(message.getServiceId()).complete(endpoint));
    }

    /**
     * Waits for the message of {@code id} and takes it.
     *
     * @return empty when none came in time
     */
    public Optional<Endpoint> take(int id, Duration patience) throws InterruptedException {
        CompletableFuture<Endpoint> slot = slot(id);
        try {
            return Optional.of(slot.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a broker slot is never completed exceptionally", e);
        } finally {
            waiting.remove(id, slot);
        }
    }

    private CompletableFuture<Endpoint> slot(int id) {
        return waiting.computeIfAbsent(id, this::expiring);
    }

    private CompletableFuture<Endpoint> expiring(int id) {
        var slot = new CompletableFuture<Endpoint>();
        CompletableFuture.delayedExecutor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> waiting.remove(id, slot));
        return slot;
    }

    private static Optional<Endpoint> endpointOf(ConnInfo message) {
        try {
            return Optional.of(new Endpoint(message.getNetwork(), message.getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the dialler then reports that nothing usable came
        }
    }
}
