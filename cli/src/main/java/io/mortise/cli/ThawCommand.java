package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "thaw",
        description = "End a freeze, and take up everything that came meanwhile.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise thaw")
final class ThawCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    ThawCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View oversight = link.ask("thaw", Map.of("by", Operator.name()));
            if (common.json()) {
                terminal.json(oversight.values());
            } else {
                terminal.line(
                        oversight.optional("frozen").map(who -> "frozen " + who).orElse("not frozen"));
            }
            return 0;
        }
    }
}
