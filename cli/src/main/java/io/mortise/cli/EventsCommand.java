package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.screen.JsonText;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "events",
        description = "What happens in a running manager from now on, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise events", "  mortise events --json >> events.jsonl"})
final class EventsCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    EventsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            link.ask("events", Map.of(), event -> {
                if (common.json()) {
                    terminal.line(JsonText.compact(event.values()));
                } else {
                    EventLine.print(terminal, event);
                }
            });
            return 0;
        }
    }
}
