package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "disable",
        description = "Take a plugin out of service after its calls; kept across restarts.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise disable weather")
final class DisableCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    DisableCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            View status = link.ask("disable", Map.of("plugin", plugin.name(), "by", Operator.name()));
            Outcomes.status(common, status);
            List<String> dependents = status.texts("dependents");
            if (!common.json() && !dependents.isEmpty()) {
                common.shell()
                        .terminal()
                        .line(String.join(", ", dependents) + " require it: their calls to it answer NOT_SERVING");
            }
            return 0;
        }
    }
}
