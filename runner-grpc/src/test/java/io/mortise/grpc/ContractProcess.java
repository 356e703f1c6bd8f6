package io.mortise.grpc;

import io.mortise.api.manifest.RuntimeSpec;
import java.util.List;

/** The contract's Java twin as a process. */
final class ContractProcess {
    private ContractProcess() {}

    static RuntimeSpec.Grpc spec() {
        return RuntimeSpec.Grpc.of(new RuntimeSpec.Launch.Command(List.of(
                "java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mortise.testkit.guest.ContractPlugin")));
    }
}
