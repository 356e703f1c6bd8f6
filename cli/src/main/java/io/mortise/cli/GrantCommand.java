package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "grant",
        description = "Give a plugin all it asks for, or the permissions that are named.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise grant hello-grpc", "  mortise grant weather http=api.weather.example kv"})
final class GrantCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Parameters(
            index = "1..*",
            paramLabel = "PERMISSION[=VALUE]",
            description = "As `mortise diff` shows them; none means all of it.")
    private List<String> permissions = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    GrantCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(true)) {
            View diff = link.ask("diff", Map.of("plugin", plugin.name()));
            if (permissions.isEmpty() && !consents(diff)) {
                terminal.talk("nothing was granted");
                return 1;
            }
            View status = link.ask(
                    "grant", Map.of("plugin", plugin.name(), "by", Operator.name(), "permissions", permissions));
            Outcomes.status(common, status);
            return 0;
        }
    }

    /** Shows what is new; asks only where a person can answer. */
    private boolean consents(View diff) {
        Terminal terminal = common.shell().terminal();
        diff.texts("lines").forEach(line -> terminal.talk("  " + line));
        if (yes || diff.flag("granted") || !terminal.outIsTerminal() || !terminal.errIsTerminal()) {
            return true;
        }
        return Operator.agrees(common.shell(), "grant " + plugin.name() + " all of this?");
    }
}
