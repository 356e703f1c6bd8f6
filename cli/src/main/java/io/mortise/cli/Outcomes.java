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

    /** The status, and at which content it is held. */
    static void held(Common common, View status) {
        status(common, status);
        if (common.json()) {
            return;
        }
        View versions = status.view("versions");
        View live = status.view("live");
        String runs = live.has("bundle")
                ? "runs " + status.text("version") + " (" + shortened(live.text("bundle")) + ')'
                : "nothing runs";
        Terminal terminal = common.shell().terminal();
        versions.optional("pinned")
                .ifPresentOrElse(
                        hash -> terminal.line(
                                "  held at " + shortened(hash) + ", whatever lies in its directory; " + runs),
                        () -> terminal.line("  not held: what lies in its directory counts; " + runs));
        versions.optional("floor").ifPresent(floor -> terminal.line("  nothing below " + floor + " starts"));
        versions.optional("differs").ifPresent(text -> terminal.line("  " + text));
    }

    /** A hash as far as people compare it. */
    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
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
