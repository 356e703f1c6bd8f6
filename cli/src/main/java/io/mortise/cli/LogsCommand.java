package io.mortise.cli;

import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        description = "The last lines a plugin wrote, by log, stdout and stderr.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise logs weather -n 20", "  mortise logs -f weather"})
final class LogsCommand implements Callable<Integer> {
    /** What a guest may write in one line. */
    private static final int LONGEST = 8 << 10;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what it writes from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "So many of the last lines; ${DEFAULT-VALUE}.")
    private int lines;

    @Spec
    private @Nullable CommandSpec spec;

    LogsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        if (spec != null && lines < 0) {
            throw new ParameterException(spec.commandLine(), "--lines is 0 or more");
        }
        Terminal terminal = common.shell().terminal();
        List<View> seen = new ArrayList<>();
        try (Link link = home.live()) {
            link.ask("logs", Map.of("plugin", plugin.name(), "follow", follow, "lines", lines), line -> {
                if (seen.isEmpty()) {
                    seen.add(line);
                }
                print(terminal, line);
            });
            if (seen.isEmpty() && !common.json()) {
                terminal.talk(plugin.name() + " wrote nothing");
            }
            return 0;
        }
    }

    private void print(Terminal terminal, View line) {
        if (common.json()) {
            terminal.line(io.mortise.cli.screen.JsonText.compact(line.values()));
            return;
        }
        String stream = line.text("stream").equals("log") ? "" : line.text("stream") + ": ";
        String fields = line.text("fields");
        terminal.line(terminal.style(Style.DIM, Words.clock(line.text("at")) + " #" + line.number("generation"))
                + ' '
                + terminal.style(style(line.text("level")), padded(line.text("level")))
                + ' '
                + stream
                + ForeignText.clean(line.text("message"), LONGEST)
                + (fields.isEmpty() ? "" : ' ' + terminal.style(Style.DIM, ForeignText.clean(fields, LONGEST))));
    }

    private static String padded(String level) {
        return level + " ".repeat(Math.max(0, 5 - level.length()));
    }

    private static Style style(String level) {
        return switch (level) {
            case "ERROR" -> Style.RED;
            case "WARN" -> Style.YELLOW;
            case "DEBUG", "TRACE" -> Style.DIM;
            default -> Style.PLAIN;
        };
    }
}
