package io.mortise.grpc;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test wants of the machine: skipped with a clear line where it is missing, but never in CI. */
public final class Needs {
    private Needs() {}

    /** Ends the test unless {@code there}. */
    public static void that(boolean there, String missing) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(there, missing);
        }
        Assumptions.assumeTrue(there, missing);
    }
}
