package io.mortise.cli;

import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "The last host calls of plugins, allowed by which grant or denied; ends with what would allow the"
                + " denied ones. All of them, not only the last, are in .mortise/logs/audit.jsonl, which is read when"
                + " no manager runs.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise audit --denied", "  mortise audit link-checker"})
final class AuditCommand implements Callable<Integer> {
    private static final int LONGEST_TARGET = 60;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PLUGIN", description = "One plugin; else all.")
    private @Nullable String plugin;

    @Option(names = "--denied", description = "Only what was denied.")
    private boolean denied;

    AuditCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(false)) {
            View answer = link.ask("audit", arguments(!link.isLive()));
            if (common.json()) {
                terminal.json(answer.values());
            } else {
                show(terminal, answer);
            }
            return 0;
        }
    }

    private Map<String, Object> arguments(boolean written) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("denied", denied);
        arguments.put("written", written);
        if (plugin != null) {
            arguments.put("plugin", plugin);
        }
        return arguments;
    }

    private void show(Terminal terminal, View answer) {
        Table table = new Table("AT", "PLUGIN", "GEN", "CALL", "TARGET", "TIMES", "BYTES", "");
        answer.views("calls").forEach(call -> row(table, call));
        if (table.isEmpty()) {
            String who = plugin == null ? "no plugin made a" : plugin + " made no";
            terminal.talk(who + " host call" + (denied ? " that was denied" : ""));
            return;
        }
        table.print(terminal);
        List<String> grants = answer.texts("grants");
        if (!grants.isEmpty()) {
            terminal.talk("what was denied would be allowed by:");
            grants.forEach(terminal::line);
        }
    }

    private static void row(Table table, View call) {
        boolean allowed = call.flag("allowed");
        table.row(
                Table.Cell.of(Words.clock(call.text("at"))),
                Table.Cell.of(call.text("plugin")),
                Table.Cell.of("#" + call.number("generation")),
                Table.Cell.of(call.text("operation")),
                Table.Cell.of(ForeignText.clean(call.text("target"), LONGEST_TARGET)),
                Table.Cell.of(Long.toString(call.number("times"))),
                Table.Cell.of(Long.toString(call.number("bytes"))),
                new Table.Cell(allowed ? "by " + call.text("by") : "denied", allowed ? Style.PLAIN : Style.YELLOW));
    }
}
