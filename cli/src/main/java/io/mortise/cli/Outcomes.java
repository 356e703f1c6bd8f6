package io.mortise.cli;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;

/** How what was asked for ended. */
final class Outcomes {
    private Outcomes() {}

    /** The exit code of a reload: 0, or that of what refused it. */
    static int reload(Common common, View outcome) {
        Terminal terminal = common.shell().terminal();
        if (common.json()) {
            terminal.json(outcome.values());
            return (int) outcome.number("exit");
        }
        boolean done = outcome.number("exit") == 0;
        String word = Words.lower(outcome.text("outcome").replace('-', ' '));
        String text = outcome.text("text");
        terminal.line(
                text.endsWith(word) ? text : terminal.style(done ? Style.GREEN : Style.YELLOW, word) + "  " + text);
        outcome.view("diff").texts("lines").forEach(line -> terminal.line("  " + line));
        outcome.view("diff").texts("commands").stream().limit(1).forEach(command -> terminal.line("  " + command));
        return (int) outcome.number("exit");
    }

    static void status(Common common, View status) {
        Terminal terminal = common.shell().terminal();
        if (common.json()) {
            terminal.json(status.values());
            return;
        }
        String reason = status.text("reason").isEmpty() ? "" : ": " + status.text("reason");
        terminal.line(status.text("plugin")
                + ' '
                + terminal.style(Words.style(status.text("state")), Words.lower(status.text("state")))
                + reason);
    }
}
