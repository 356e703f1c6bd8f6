package io.mortise.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.testkit.ContractGuest;
import io.mortise.testkit.plugins.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contract guest as a program that was built before, such as the one in Go, which starts in a hundredth of a JVM's
 * time. A plugin has only a line that runs it: a thousand versions do not copy it a thousand times.
 */
record ProgramTwin(Path program) implements Twin {
    @Override
    public List<String> functions() {
        return Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.GRPC_ONLY.stream())
                .toList();
    }

    @Override
    public String lay(Path directory) throws IOException {
        Path script = Files.createDirectories(directory.resolve("bin")).resolve("contract");
        Files.writeString(script, "#!/bin/sh\nexec '" + program.toAbsolutePath() + "' \"$@\"\n", UTF_8);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
        return "runtime: grpc\ngrpc: { binary: bin/contract }\n";
    }
}
