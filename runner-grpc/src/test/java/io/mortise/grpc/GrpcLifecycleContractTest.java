package io.mortise.grpc;

import io.mortise.api.RunnerFactory;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.LifecycleContract;
import java.nio.file.Path;

class GrpcLifecycleContractTest extends LifecycleContract {
    @Override
    protected RunnerFactory factory() {
        return new GrpcRunnerFactory();
    }

    @Override
    protected RuntimeSpec spec(Path root) {
        return ContractProcess.spec(root);
    }
}
