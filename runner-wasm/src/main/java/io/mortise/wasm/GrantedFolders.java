package io.mortise.wasm;

import io.mortise.api.Mount;
import io.mortise.api.PluginConfig;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.wasm.internal.wasi.MountedFolders;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Opens what a generation was granted, once, before any guest code runs. */
final class GrantedFolders {
    private GrantedFolders() {}

    /** START_FAILED when a directory is not there or may not be read. */
    static MountedFolders open(PluginConfig config) {
        try {
            return MountedFolders.open(config.mounts());
        } catch (IOException e) {
            String expected = config.mounts().stream().map(Mount::name).collect(Collectors.joining(", "));
            String actual = e.getClass().getSimpleName() + ' ' + e.getMessage();
            String next = "make it readable or take permissions.filesystem back";
            throw PluginException.of(
                            Failure.START_FAILED,
                            config.subject(),
                            "start wanted the granted directories %s, got %s; %s"
                                    .formatted(expected, ForeignText.quote(actual), next),
                            new Detail.StartFailure(StartProblem.SANDBOX, expected, actual, List.of(), next))
                    .causedBy(e);
        }
    }
}
