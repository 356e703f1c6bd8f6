package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "recordings",
        description = "The calls of a plugin that were recorded, the last one last.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise recordings weather")
final class RecordingsCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    RecordingsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(false)) {
            View answer = link.ask("recordings", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(answer.values());
                return 0;
            }
            Table table = new Table("AT", "VERSION", "FUNCTION", "ENDED WITH", "FILE");
            answer.views("recordings")
                    .forEach(each -> table.row(
                            Words.moment(each.text("at")),
                            each.text("version"),
                            each.text("function"),
                            each.text("outcome"),
                            each.text("file")));
            if (table.isEmpty()) {
                terminal.talk(
                        "nothing is recorded of " + plugin.name() + "; mortise record " + plugin.name() + " FUNCTION");
            } else {
                table.print(terminal);
            }
            return 0;
        }
    }
}
