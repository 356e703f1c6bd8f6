package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "diff",
        description = "What a plugin asks for beyond what it was granted, and the commands that would grant it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise diff weather")
final class DiffCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    DiffCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(false)) {
            View diff = link.ask("diff", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(diff.values());
            } else if (diff.flag("granted")) {
                terminal.line(plugin.name() + " has all it asks for");
            } else {
                diff.texts("lines").forEach(line -> terminal.line("  " + line));
                terminal.talk("to grant it:");
                diff.texts("commands").forEach(command -> terminal.talk("  " + command));
            }
            return 0;
        }
    }
}
