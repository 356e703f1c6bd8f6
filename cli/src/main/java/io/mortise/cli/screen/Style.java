package io.mortise.cli.screen;

/** How a text stands out on a terminal that has colours. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text between the escape sequences (ECMA-48, SGR) of this style. */
    String around(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + 'm' + text + "\u001b[0m";
    }
}
