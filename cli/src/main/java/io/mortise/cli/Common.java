package io.mortise.cli;

import io.mortise.cli.log.QuietLogger;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command takes; one object for one run. */
final class Common {
    private final Shell shell;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print data as JSON, and failures too.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log to stderr what happens; twice for more.")
    private boolean[] verbose = {};

    Common(Shell shell) {
        this.shell = shell;
    }

    boolean json() {
        return json;
    }

    Shell shell() {
        return shell;
    }

    void applyLogLevel() {
        Level level = verbose.length == 0 ? Level.ERROR : verbose.length == 1 ? Level.INFO : Level.DEBUG;
        QuietLogger.set(level, shell.terminal().err());
    }
}
