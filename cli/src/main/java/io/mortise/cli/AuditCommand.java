package io.mortise.cli;

import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "The last host calls of a plugin, allowed by which grant or denied.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private static final int LONGEST_TARGET = 60;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(names = "--denied", description = "Only what was denied.")
    private boolean denied;

    AuditCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View answer = link.ask("audit", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(answer.values());
                return 0;
            }
            Table table = new Table("AT", "GEN", "CALL", "TARGET", "TIMES", "BYTES", "");
            answer.views("calls").stream()
                    .filter(call -> !denied || !call.flag("allowed"))
                    .forEach(call -> row(table, call));
            if (table.isEmpty()) {
                terminal.talk(plugin.name() + " made no host call" + (denied ? " that was denied" : ""));
            } else {
                table.print(terminal);
            }
            return 0;
        }
    }

    private static void row(Table table, View call) {
        boolean allowed = call.flag("allowed");
        table.row(
                Table.Cell.of(Words.clock(call.text("at"))),
                Table.Cell.of("#" + call.number("generation")),
                Table.Cell.of(call.text("operation")),
                Table.Cell.of(ForeignText.clean(call.text("target"), LONGEST_TARGET)),
                Table.Cell.of(Long.toString(call.number("times"))),
                Table.Cell.of(Long.toString(call.number("bytes"))),
                new Table.Cell((allowed ? "by " : "denied; ") + call.text("by"), allowed ? Style.PLAIN : Style.YELLOW));
    }
}
