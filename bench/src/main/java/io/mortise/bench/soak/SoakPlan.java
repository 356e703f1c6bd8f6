package io.mortise.bench.soak;

import io.mortise.api.RuntimeKind;
import io.mortise.testkit.plugins.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How much.
 *
 * @param reloads of each runtime, at most
 * @param atMost the time for the reloads of one runtime
 * @param quiet calls without reloads before: half to warm up, half to compare with
 * @param hold how long the long function takes
 * @param program that the process guest is; else it is the one in Java
 */
record SoakPlan(int reloads, Duration atMost, Duration quiet, Duration hold, Optional<Path> program) {
    static final SoakPlan WHOLE =
            new SoakPlan(1_000, Duration.ofHours(12), Duration.ofSeconds(10), Duration.ofSeconds(31), Optional.empty());

    static final SoakPlan SHORT =
            new SoakPlan(16, Duration.ofSeconds(25), Duration.ofSeconds(4), Duration.ofSeconds(3), Optional.empty());

    SoakPlan withReloads(int count) {
        return new SoakPlan(count, atMost, quiet, hold, program);
    }

    SoakPlan withSeconds(int seconds) {
        return new SoakPlan(reloads, Duration.ofSeconds(seconds), quiet, hold, program);
    }

    SoakPlan withProgram(Path file) {
        return new SoakPlan(reloads, atMost, quiet, hold, Optional.of(file));
    }

    /** The guest of a runtime. */
    Twin twin(RuntimeKind runtime) {
        return runtime == RuntimeKind.GRPC && program.isPresent() ? new ProgramTwin(program.get()) : Twin.of(runtime);
    }
}
