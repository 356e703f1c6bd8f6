package io.mortise.cli;

import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;

/** Lines of a name and a value; empty values are left out, a name that repeats itself is said once. */
final class Pairs {
    private static final int NAMES = 14;

    private final Terminal terminal;
    private String former = "";

    Pairs(Terminal terminal) {
        this.terminal = terminal;
    }

    void put(String name, String value) {
        if (!value.isEmpty()) {
            String shown = name.equals(former) ? "" : name;
            former = name;
            int gap = Math.max(1, Math.max(NAMES, former.length() + 1) - shown.length());
            terminal.line(terminal.style(Style.DIM, shown) + " ".repeat(gap) + value);
        }
    }
}
