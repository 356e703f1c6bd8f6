package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "purge",
        description = "Forget for good what sleeps under a plugin's name: its grant, files and key-value entries."
                + " Refused while it runs.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise disable weather && mortise purge weather")
final class PurgeCommand implements Callable<Integer> {
    private static final int NOT_AGREED = 1;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    PurgeCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        String question = "forget the grant and all data of " + plugin.name() + "?";
        if (!yes && !Operator.agrees(common.shell(), question)) {
            common.shell().terminal().talk("nothing was purged");
            return NOT_AGREED;
        }
        try (Link link = home.liveOrFiles(true)) {
            var answer = link.ask("purge", Map.of("plugin", plugin.name(), "by", Operator.name()));
            if (common.json()) {
                common.shell().terminal().json(answer.values());
            } else {
                common.shell().terminal().line(plugin.name() + ": nothing is kept under this name any more");
            }
            return 0;
        }
    }
}
