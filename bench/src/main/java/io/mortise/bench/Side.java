package io.mortise.bench;

/** One of the two things compared: does the same work so many times. */
@FunctionalInterface
interface Side {
    void run(int times) throws Exception;
}
