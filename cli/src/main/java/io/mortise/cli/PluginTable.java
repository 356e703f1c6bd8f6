package io.mortise.cli;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Table;
import java.util.List;

/** The plugins of a home: what runs, how, and what it may do. */
final class PluginTable {
    private PluginTable() {}

    static Table of(List<View> plugins) {
        Table table = new Table("PLUGIN", "VERSION", "RUNTIME", "STATE", "START", "SANDBOX", "MAY");
        for (View status : plugins) {
            View live = status.view("live");
            table.row(
                    Table.Cell.of(status.text("plugin")),
                    Table.Cell.of(orDash(status.text("version"))),
                    Table.Cell.of(orDash(live.text("runtime"))),
                    Words.state(status.text("state")),
                    Table.Cell.of(live.has("startMicros") ? Words.micros(live.number("startMicros")) : "-"),
                    Table.Cell.of(orDash(live.text("sandbox"))),
                    Table.Cell.of(live.has("runtime") ? Words.may(status) : orDash(status.text("reason"))));
        }
        return table;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
