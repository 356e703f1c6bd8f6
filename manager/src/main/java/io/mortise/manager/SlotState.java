package io.mortise.manager;

import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a slot is at one moment. {@code ended} completes when another one took its place. */
sealed interface SlotState {
    Position position();

    /** With the failure that whoever waited must hear: the start did not succeed. */
    CompletableFuture<Optional<PluginException>> ended();

    /**
     * Where the plugin stands.
     *
     * @param nextTry by the wall clock, for people
     * @param pause until then, for the timer: a step of the clock changes nothing
     */
    record Position(
            PluginState state, Instant since, String reason, Optional<Instant> nextTry, Optional<Duration> pause) {}

    /** Calls enter this generation. */
    record Serving(Position position, Generation generation, CompletableFuture<Optional<PluginException>> ended)
            implements SlotState {}

    /** Nothing serves; a call waits or fails, as {@link PluginState#isResting} says. */
    record Empty(Position position, CompletableFuture<Optional<PluginException>> ended) implements SlotState {}
}
