package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rollback",
        description = "Go back to the version that served before; what is sent back waits until its files change.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise rollback weather")
final class RollbackCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    RollbackCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            return Outcomes.reload(
                    common, link.ask("rollback", Map.of("plugin", plugin.name(), "by", Operator.name())));
        }
    }
}
