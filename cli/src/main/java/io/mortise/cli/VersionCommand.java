package io.mortise.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Which Mortise this is, and on which Java.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise version --json")
final class VersionCommand implements Callable<Integer> {
    private final Common common;

    VersionCommand(Common common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        if (common.json()) {
            common.shell()
                    .terminal()
                    .json(Map.of(
                            "mortise",
                            Version.mortise(),
                            "java",
                            Runtime.version().toString()));
            return 0;
        }
        for (String line : new Version().getVersion()) {
            common.shell().terminal().line(line);
        }
        return 0;
    }
}
