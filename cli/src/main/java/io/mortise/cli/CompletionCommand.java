package io.mortise.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nUse:%n",
        footer = {"  source <(mortise completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Common common;

    CompletionCommand(Common common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        common.shell().terminal().line(AutoComplete.bash("mortise", Mortise.commandLine(common.shell())));
        return 0;
    }
}
