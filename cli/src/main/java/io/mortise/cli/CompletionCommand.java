package io.mortise.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  source <(mortise completion)")
final class CompletionCommand implements Callable<Integer> {
    private final Common common;

    CompletionCommand(Common common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("mortise", Mortise.commandLine(common.shell()));
        if (common.json()) {
            common.shell().terminal().json(Map.of("script", script));
        } else {
            common.shell().terminal().line(script);
        }
        return 0;
    }
}
