package io.mortise.bench;

/** One of the two things compared, which measures itself: does the same work so many times. */
@FunctionalInterface
interface Timed {
    /** Nanoseconds that stand for one time. */
    double run(int times) throws Exception;
}
