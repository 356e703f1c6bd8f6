package io.mortise.manager.internal.control;

import io.mortise.api.Cancellation;
import java.util.function.Predicate;

/** Does what a request says. Any thread; never throws for what a client sent. */
@FunctionalInterface
public interface Desk {
    /**
     * @param arguments a JSON object
     * @param events takes a JSON object each, on the calling thread; answers false when nobody hears it any more
     * @param cancellation tells that nobody waits for the answer
     * @return a JSON object with the one key {@code result} or {@code error}, on one line
     */
    String answer(String verb, String arguments, Predicate<String> events, Cancellation cancellation);
}
