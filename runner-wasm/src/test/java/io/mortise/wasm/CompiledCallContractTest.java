package io.mortise.wasm;

import io.mortise.api.RunnerFactory;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.CallContract;
import java.io.IOException;
import java.nio.file.Path;

class CompiledCallContractTest extends CallContract {
    @Override
    protected RunnerFactory factory() {
        return WasmRunnerFactory.compiling();
    }

    @Override
    protected RuntimeSpec spec(Path root) throws IOException {
        return ContractFiles.lay(root);
    }
}
