package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
        name = "top",
        description = "The plugins of a running manager, the busiest first, drawn anew every second; once without a"
                + " terminal.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise top", "  mortise top --every 200 --times 10"})
final class TopCommand implements Callable<Integer> {
    private static final long SHORTEST = 50;
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Option(names = "--times", paramLabel = "N", description = "End after so many pictures.")
    private int times = Integer.MAX_VALUE;

    @Option(names = "--every", paramLabel = "MS", description = "Milliseconds between two.")
    private long millis = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    TopCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    /** What was counted of one plugin, and when. */
    private record Count(long calls, long nanos) {}

    @Override
    public Integer call() {
        if (spec != null && (millis < SHORTEST || times < 1)) {
            throw new ParameterException(spec.commandLine(), "--every is " + SHORTEST + " or more, --times 1 or more");
        }
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            if (common.json()) {
                terminal.json(link.ask("status", Map.of()).values());
            } else if (!terminal.outIsTerminal()) {
                table(link.ask("status", Map.of()).views("plugins"), new HashMap<>())
                        .print(terminal);
            } else {
                draw(terminal, link);
            }
            return 0;
        }
    }

    private void draw(Terminal terminal, Link link) {
        Map<String, Count> before = new HashMap<>();
        terminal.out().print(HOME + REST_OF_SCREEN);
        for (int i = 0; i < times; i++) {
            Table table = table(link.ask("status", Map.of()).views("plugins"), before);
            terminal.out().print(HOME + picture(terminal, table) + REST_OF_SCREEN);
            terminal.out().flush();
            if (i + 1 < times && !pause()) {
                return;
            }
        }
    }

    /** Printed at once: a table that comes line by line flickers. */
    private static String picture(Terminal terminal, Table table) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        PrintStream into = new PrintStream(lines, true, UTF_8);
        table.print(new Terminal(into, into, true, false, terminal.width(), terminal.hasColours()));
        return lines.toString(UTF_8).replace("\n", REST_OF_LINE + "\n");
    }

    private boolean pause() {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Table table(List<View> plugins, Map<String, Count> before) {
        Table table = new Table("PLUGIN", "STATE", "CALLS/S", "INSIDE", "CALLS", "FAILED", "MEDIAN", "P99");
        long now = System.nanoTime();
        plugins.stream()
                .sorted((one, other) -> Double.compare(rate(other, before, now), rate(one, before, now)))
                .forEach(status -> row(table, status, rate(status, before, now)));
        plugins.forEach(status -> before.put(status.text("plugin"), new Count(calls(status), now)));
        return table;
    }

    private static void row(Table table, View status, double rate) {
        View calls = status.view("calls");
        boolean any = calls.number("finished") > 0;
        table.row(
                Table.Cell.of(status.text("plugin")),
                Words.state(status.text("state")),
                Table.Cell.of(rate < 0 ? "-" : String.format(Locale.ROOT, "%.0f", rate)),
                Table.Cell.of(Long.toString(calls.number("inside"))),
                Table.Cell.of(Long.toString(calls.number("finished"))),
                Table.Cell.of(Long.toString(calls.number("failed"))),
                Table.Cell.of(any ? Words.micros(calls.number("medianMicros")) : "-"),
                Table.Cell.of(any ? Words.micros(calls.number("p99Micros")) : "-"));
    }

    /** Calls a second since the last picture; less than none where there was none. */
    private static double rate(View status, Map<String, Count> before, long now) {
        Count then = before.get(status.text("plugin"));
        return then == null ? -1 : (calls(status) - then.calls()) * 1e9 / Math.max(1, now - then.nanos());
    }

    private static long calls(View status) {
        return status.view("calls").number("finished");
    }
}
