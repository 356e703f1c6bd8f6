package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "deny",
        description = "Take back everything, or the permissions that are named; acts on the next host call.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise deny weather http=api.weather.example", "  mortise deny weather"})
final class DenyCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Parameters(index = "1..*", paramLabel = "PERMISSION[=VALUE]", description = "As `mortise grants` shows them.")
    private List<String> permissions = List.of();

    DenyCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        try (Link link = home.liveOrFiles(true)) {
            Outcomes.status(
                    common,
                    link.ask(
                            "deny",
                            Map.of("plugin", plugin.name(), "by", Operator.name(), "permissions", permissions)));
            return 0;
        }
    }
}
