package io.mortise.grpc;

import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.JavaGuest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The contract's Java twin as a process. */
final class ContractProcess {
    static final JavaGuest GUEST = JavaGuest.of("io.mortise.testkit.guest.ContractPlugin");

    private ContractProcess() {}

    /** Laid into {@code root}. */
    static RuntimeSpec.Grpc spec(Path root) {
        try {
            GUEST.write(root.resolve("bin/contract"));
            return Bench.binary("bin/contract");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
