package io.mortise.cli;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;

/** One event as a line: when, who, what. */
final class EventLine {
    private EventLine() {}

    /** False for what another event of the same moment says better. */
    static boolean isWorthALine(View event) {
        return switch (event.text("kind")) {
            case "state-changed" -> !event.text("from").equals(event.text("to"));
            case "reloaded" ->
                event.text("outcome").equals("swapped") && !event.text("cause").equals("remove");
            case "contributions-changed" -> false;
            default -> true;
        };
    }

    static void print(Terminal terminal, View event) {
        String at = terminal.style(Style.DIM, Words.clock(event.text("at")));
        terminal.line(at + "  " + text(terminal, event));
    }

    private static String text(Terminal terminal, View event) {
        return switch (event.text("kind")) {
            case "state-changed" ->
                event.text("subject") + ' ' + Words.lower(event.text("from")) + " → "
                        + terminal.style(Words.style(event.text("to")), Words.lower(event.text("to")))
                        + (event.text("reason").isEmpty() ? "" : ": " + event.text("reason"));
            case "troubled", "host-call-denied" -> terminal.style(Style.YELLOW, event.text("text"));
            default -> event.text("text");
        };
    }
}
