package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "metrics",
        description = "What a running manager measures, as OpenMetrics text for Prometheus.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise metrics")
final class MetricsCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    MetricsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            var answer = link.ask("metrics", Map.of());
            if (common.json()) {
                terminal.json(answer.values());
            } else {
                terminal.out().print(answer.text("text"));
                terminal.out().flush();
            }
            return 0;
        }
    }
}
