package io.mortise.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The one plugin a command is about. */
final class PluginArgument {
    @Parameters(index = "0", paramLabel = "PLUGIN", description = "A plugin's name.")
    private @Nullable String name;

    String name() {
        return name == null ? "" : name;
    }
}
