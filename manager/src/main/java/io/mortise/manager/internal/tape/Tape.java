package io.mortise.manager.internal.tape;

import java.util.function.Supplier;

/** Through which everything goes that a guest asks. One call; any thread. */
public interface Tape {
    /**
     * @param asked the arguments as text
     * @param real what answers when nothing is replayed
     */
    <R> R ask(String operation, String asked, Supplier<R> real, Codec<R> codec);
}
