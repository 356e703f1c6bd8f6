package io.mortise.grpc;

import io.mortise.api.RunnerFactory;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.HostContract;
import java.nio.file.Path;

class GrpcHostContractTest extends HostContract {
    @Override
    protected RunnerFactory factory() {
        return new GrpcRunnerFactory();
    }

    @Override
    protected RuntimeSpec spec(Path root) {
        return ContractProcess.spec(root);
    }
}
