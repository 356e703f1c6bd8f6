package io.mortise.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading. Columns are as wide as their content; the last one wraps at the terminal's edge. */
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 20;

    private final List<String> heading;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A text and how it stands out. */
    public record Cell(String text, Style style) {
        public static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    public Table(String... heading) {
        this.heading = List.of(heading);
    }

    public Table row(Cell... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + heading.size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    public Table row(String... cells) {
        Cell[] plain = new Cell[cells.length];
        for (int i = 0; i < cells.length; i++) {
            plain[i] = Cell.of(cells[i]);
        }
        return row(plain);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(Terminal terminal) {
        int[] widths = widths();
        int before = 0;
        for (int i = 0; i < widths.length - 1; i++) {
            before += widths[i] + GAP;
        }
        int rest = Math.max(NARROWEST, terminal.width() - before);
        List<Cell> head =
                heading.stream().map(text -> new Cell(text, Style.BOLD)).toList();
        print(terminal, head, widths, rest);
        rows.forEach(row -> print(terminal, row, widths, rest));
    }

    private int[] widths() {
        int[] widths = new int[heading.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Cells.width(heading.get(i));
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i).text()));
            }
        }
        return widths;
    }

    private static void print(Terminal terminal, List<Cell> row, int[] widths, int rest) {
        int last = row.size() - 1;
        List<String> wrapped = Cells.wrap(row.get(last).text(), rest);
        for (int line = 0; line < wrapped.size(); line++) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < last; i++) {
                String text = line == 0 ? row.get(i).text() : "";
                out.append(terminal.style(row.get(i).style(), text))
                        .append(" ".repeat(widths[i] + GAP - Cells.width(text)));
            }
            out.append(terminal.style(row.get(last).style(), wrapped.get(line)));
            terminal.line(out.toString().stripTrailing());
        }
    }
}
