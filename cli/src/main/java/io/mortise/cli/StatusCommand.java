package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "How the plugins of a running manager do: calls, failures, time, the last error.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise status", "  mortise status weather", "  mortise status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLUGIN",
            description = "One plugin, with all there is to say.")
    private @Nullable String plugin;

    StatusCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View answer = link.ask("status", plugin == null ? Map.of() : Map.of("plugin", plugin));
            if (common.json()) {
                terminal.json(answer.values());
            } else if (plugin == null) {
                table(answer.views("plugins")).print(terminal);
            } else {
                answer.views("plugins").forEach(status -> one(terminal, status));
            }
            return 0;
        }
    }

    private static Table table(List<View> plugins) {
        Table table =
                new Table("PLUGIN", "GEN", "STATE", "FOR", "CALLS", "FAILED", "INSIDE", "MEDIAN", "P99", "LAST ERROR");
        for (View status : plugins) {
            View calls = status.view("calls");
            table.row(
                    Table.Cell.of(status.text("plugin")),
                    Table.Cell.of("#" + status.number("generation")),
                    Words.state(status.text("state")),
                    Table.Cell.of(Words.ago(status.text("since"), Instant.now())),
                    Table.Cell.of(Long.toString(calls.number("finished"))),
                    new Table.Cell(
                            Long.toString(calls.number("failed")),
                            calls.number("failed") > 0 ? Style.YELLOW : Style.PLAIN),
                    Table.Cell.of(Long.toString(calls.number("inside"))),
                    Table.Cell.of(calls.number("finished") > 0 ? Words.micros(calls.number("medianMicros")) : "-"),
                    Table.Cell.of(calls.number("finished") > 0 ? Words.micros(calls.number("p99Micros")) : "-"),
                    Table.Cell.of(lastError(status)));
        }
        return table;
    }

    private static String lastError(View status) {
        View error = status.view("lastError");
        return error.has("code") ? Words.clock(error.text("at")) + ' ' + error.text("code") : "-";
    }

    private static void one(Terminal terminal, View status) {
        Pairs pairs = new Pairs(terminal);
        View live = status.view("live");
        View calls = status.view("calls");
        pairs.put("plugin", live.has("subject") ? live.text("subject") : status.text("plugin"));
        pairs.put(
                "state", Words.lower(status.text("state")) + ", for " + Words.ago(status.text("since"), Instant.now()));
        pairs.put("because", status.text("reason"));
        pairs.put("next try", Words.clock(status.text("nextTry")));
        pairs.put("origin", status.text("origin"));
        if (live.has("runtime")) {
            pairs.put(
                    "runs as",
                    live.text("runtime") + ", " + live.text("dialect") + ", " + live.text("engine")
                            + (live.has("pid") ? ", pid " + live.number("pid") : "") + ", sandbox "
                            + live.text("sandbox"));
            pairs.put(
                    "started", Words.clock(live.text("startedAt")) + " in " + Words.micros(live.number("startMicros")));
            pairs.put("bundle", live.text("bundle"));
            pairs.put("functions", String.join(", ", live.texts("functions")));
        }
        pairs.put("may", Words.may(status));
        pairs.put(
                "calls",
                calls.number("finished") + " finished, " + calls.number("failed") + " failed, " + calls.number("inside")
                        + " inside" + times(calls));
        View failures = calls.view("failures");
        failures.values().forEach((code, count) -> pairs.put("  " + code, String.valueOf(count)));
        View host = status.view("hostCalls");
        for (String permission : host.values().keySet()) {
            View asked = host.view(permission);
            pairs.put(
                    "asked for",
                    permission + " " + asked.number("allowed") + " times, " + asked.number("denied") + " denied");
        }
        pairs.put("draining", status.number("draining") > 0 ? Long.toString(status.number("draining")) : "");
        pairs.put("last error", status.view("lastError").text("text"));
        pairs.put("last reload", status.view("lastReload").text("text"));
        status.texts("notes").forEach(note -> pairs.put("note", note));
    }

    private static String times(View calls) {
        return calls.number("finished") == 0
                ? ""
                : "; median " + Words.micros(calls.number("medianMicros")) + ", p99 "
                        + Words.micros(calls.number("p99Micros"));
    }
}
