package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reload",
        description = "Make a new generation of a plugin from its files, settings and grant as they are now, and swap.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise reload weather", "  mortise reload weather --no-rollback"})
final class ReloadCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(names = "--no-rollback", description = "Keep it whatever its first calls do.")
    private boolean noRollback;

    ReloadCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.live()) {
            return Outcomes.reload(
                    common, link.ask("reload", Map.of("plugin", plugin.name(), "noRollback", noRollback)));
        }
    }
}
