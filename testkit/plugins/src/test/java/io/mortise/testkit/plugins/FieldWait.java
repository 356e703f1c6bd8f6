package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Sandbox;
import io.mortise.grpc.GrpcRunnerFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** What is seen only after a while. */
final class FieldWait {
    private static final Duration WHILE = Duration.ofSeconds(4);

    private FieldWait() {}

    /** True when it comes to hold soon; false is an answer too, for what must not happen. */
    static boolean until(Callable<Boolean> claim) {
        return until(WHILE, claim);
    }

    /** The same with another patience. */
    static boolean until(Duration atMost, Callable<Boolean> claim) {
        try {
            await().pollInterval(Duration.ofMillis(20)).atMost(atMost).until(claim);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Skips where the machine has none. */
    static void requireFullSandbox(FieldScene scene) {
        try (var factory = new GrpcRunnerFactory()) {
            assumeThat(factory.sandbox(Sandbox.FULL))
                    .as("the full sandbox, which takes bubblewrap")
                    .isEqualTo(Sandbox.FULL);
        }
    }
}
