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
        name = "host",
        description = "What the running application offers to plugins: kinds of contributions and functions.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise host --json")
final class HostCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    HostCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View contract = link.ask("host", Map.of());
            if (common.json()) {
                terminal.json(contract.values());
                return 0;
            }
            contract.view("apps")
                    .values()
                    .forEach((name, version) -> terminal.line("application " + name + ' ' + version));
            Table functions = new Table("APP FUNCTION", "PLUGINS CAN BE GRANTED TO");
            contract.views("functions").forEach(each -> functions.row(each.text("name"), each.text("description")));
            if (!functions.isEmpty()) {
                functions.print(terminal);
            }
            Table kinds = new Table("KIND", "CHOSEN", "ATTRIBUTES");
            contract.views("kinds")
                    .forEach(kind -> kinds.row(kind.text("name"), kind.text("choice"), attributes(kind)));
            kinds.print(terminal);
            return 0;
        }
    }

    private static String attributes(View kind) {
        return String.join(
                ", ", kind.view("attributes").view("properties").values().keySet());
    }
}
