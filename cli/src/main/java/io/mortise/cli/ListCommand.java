package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "The plugins of a home, their state and what they may do; runs nothing.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise list", "  mortise list --home /srv/desk"})
final class ListCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    ListCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.liveOrFiles(false)) {
            View answer = link.ask("status", Map.of());
            if (common.json()) {
                common.shell().terminal().json(answer.values());
                return 0;
            }
            List<View> plugins = answer.views("plugins");
            if (plugins.isEmpty()) {
                common.shell().terminal().talk("no plugins in " + link.home());
                return 0;
            }
            PluginTable.of(plugins).print(common.shell().terminal());
            return 0;
        }
    }
}
