package io.mortise.wasm;

import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.ContractGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays the wasm twin of the contract guest into a bundle. */
final class ContractFiles {
    private ContractFiles() {}

    static RuntimeSpec lay(Path root) throws IOException {
        Files.write(root.resolve("plugin.wasm"), ContractGuest.module());
        return RuntimeSpec.Wasm.STANDARD;
    }
}
