package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "enable",
        description = "Let a disabled plugin start again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise enable weather")
final class EnableCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    EnableCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            View status = link.ask("enable", Map.of("plugin", plugin.name(), "by", Operator.name()));
            Outcomes.status(common, status);
            return 0;
        }
    }
}
