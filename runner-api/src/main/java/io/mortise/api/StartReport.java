package io.mortise.api;

import static java.util.Objects.requireNonNull;

import io.mortise.api.manifest.FunctionSpec;
import java.util.List;
import java.util.OptionalLong;

/**
 * What starting told.
 *
 * @param functions the names the guest handles, where it described itself; empty when it did not
 * @param sandbox the level it really got
 * @param pid of a process
 * @param notes what an operator should know: {@code plaintext}, {@code interpreted: …}
 */
public record StartReport(List<FunctionSpec> functions, Sandbox sandbox, OptionalLong pid, List<String> notes) {
    public StartReport {
        functions = List.copyOf(functions);
        requireNonNull(sandbox, "sandbox");
        requireNonNull(pid, "pid");
        notes = List.copyOf(notes);
    }
}
