package io.mortise.cli;

import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;

/** Lines of a name and a value; empty values are left out. */
final class Pairs {
    private static final int NAMES = 14;

    private final Terminal terminal;

    Pairs(Terminal terminal) {
        this.terminal = terminal;
    }

    void put(String name, String value) {
        if (!value.isEmpty()) {
            terminal.line(terminal.style(Style.DIM, name) + " ".repeat(Math.max(1, NAMES - name.length())) + value);
        }
    }
}
