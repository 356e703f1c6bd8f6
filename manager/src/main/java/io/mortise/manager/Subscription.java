package io.mortise.manager;

/** Something that is told until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Idempotent; what is being delivered just now may still arrive. */
    @Override
    void close();
}
