package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "why",
        description = "Why a plugin is in its state: since when, what came before, when it is tried again.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    WhyCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View why = link.ask("why", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(why.values());
                return 0;
            }
            View status = why.view("status");
            String state = status.text("state");
            terminal.line(plugin.name() + " is " + terminal.style(Words.style(state), Words.lower(state)) + ", for "
                    + Words.ago(status.text("since"), Instant.now())
                    + (status.text("reason").isEmpty() ? "" : ": " + status.text("reason")));
            status.optional("nextTry").ifPresent(at -> terminal.line("next try at " + Words.clock(at)));
            why.views("history").forEach(step -> EventLine.print(terminal, step));
            return 0;
        }
    }
}
