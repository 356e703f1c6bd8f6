package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reset",
        description = "Forget a plugin's failures, what was sent back and its quarantine, and try again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise reset weather")
final class ResetCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    ResetCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            Outcomes.status(common, link.ask("reset", Map.of("plugin", plugin.name(), "by", Operator.name())));
            return 0;
        }
    }
}
