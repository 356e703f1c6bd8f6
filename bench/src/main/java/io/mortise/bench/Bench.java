package io.mortise.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code bench/run.sh [--quick] [--json] [NAME…]}: measures the rows named, or all. Public for {@code java}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        boolean quick = words.remove("--quick");
        boolean json = words.remove("--json");
        Path guests = Path.of(System.getProperty("mortise.bench.guests", "bench/guests"));
        List<Row> rows = List.of(
                WasmRow.json(guests),
                WasmRow.echo(guests),
                new GateRow(),
                new ExtismRow(guests),
                new ExtismEchoRow(guests),
                ComputeRow.ofC(guests),
                ComputeRow.ofGo(guests),
                ComputeRow.againstJava(guests),
                new AllocationRow(guests),
                new CallersRow(guests),
                new ImageRow(guests),
                ManyPluginsRow.discovered(guests),
                ManyPluginsRow.started(guests),
                new GrpcRow(),
                new GoHostRow(GoHostRow.Way.PLAIN),
                new GoHostRow(GoHostRow.Way.MTLS),
                new GoHostRow(GoHostRow.Way.BLOCKING),
                new GoHostRow(GoHostRow.Way.ASYNC),
                new GoHostRow(GoHostRow.Way.LIMITED),
                ColdGuestRow.cached(guests),
                ColdGuestRow.archived(guests),
                ColdGuestRow.uncached(guests),
                new ColdCommandRow(guests));
        List<String> names = rows.stream().map(Row::name).toList();
        for (String word : words) {
            if (!names.contains(word)) {
                System.err.println("bench: no row \"" + word + "\"; there are " + String.join(", ", names));
                System.exit(2);
            }
        }
        for (Row row : rows) {
            if (words.isEmpty() || words.contains(row.name())) {
                print(row, row.measure(quick ? Effort.QUICK : Effort.WHOLE), json, System.out);
            }
        }
        System.exit(0);
    }

    private static void print(Row row, Row.Result result, boolean json, PrintStream out) {
        if (json) {
            out.printf(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"title\":\"%s\",\"figure\":\"%s\",\"goal\":\"%s\",\"met\":%s,\"absolute\":\"%s\"}%n",
                    row.name(),
                    row.title(),
                    result.figure(),
                    result.goal(),
                    result.isMet(),
                    result.absolute());
        } else {
            out.printf(
                    Locale.ROOT,
                    "%-13s %-20s goal %-12s %-6s  %s%n              %s%n",
                    row.name(),
                    result.figure(),
                    result.goal(),
                    result.isMet() ? "met" : "MISSED",
                    result.absolute(),
                    row.title());
        }
    }
}
