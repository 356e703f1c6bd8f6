package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "unpin",
        description = "Take pin and floor of a plugin back: what lies in its directory counts again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise unpin weather")
final class UnpinCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    UnpinCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            Outcomes.held(common, link.ask("unpin", Map.of("plugin", plugin.name(), "by", Operator.name())));
            return 0;
        }
    }
}
