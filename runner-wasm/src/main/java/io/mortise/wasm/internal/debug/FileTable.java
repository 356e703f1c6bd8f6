package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;

/** Directories and files of a line table of version 5, whose columns describe themselves. */
final class FileTable {
    private static final int PATH = 1;
    private static final int DIRECTORY = 2;

    private final Reader in;
    private final DwarfTexts texts;
    private final Budget budget;

    FileTable(Reader in, DwarfTexts texts, Budget budget) {
        this.in = in;
        this.texts = texts;
        this.budget = budget;
    }

    private record Column(long content, long form) {}

    private record Entry(String path, long directory) {}

    List<String> files() {
        List<String> directories = entries().stream().map(Entry::path).toList();
        return entries().stream()
                .map(each -> LineHeader.joined(directories, each.directory(), each.path()))
                .toList();
    }

    private List<Entry> entries() {
        List<Column> columns = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            columns.add(new Column(in.unsigned(), in.unsigned()));
        }
        long count = in.unsigned();
        LineHeader.bounded(count);
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            budget.step();
            entries.add(entry(columns));
        }
        return entries;
    }

    private Entry entry(List<Column> columns) {
        String path = "";
        long directory = 0;
        for (Column column : columns) {
            if (column.content() == PATH) {
                path = text(column.form());
            } else if (column.content() == DIRECTORY) {
                directory = number(column.form());
            } else {
                skip(column.form());
            }
        }
        return new Entry(path, directory);
    }

    /** {@code DW_FORM_string}, {@code _strp}, {@code _line_strp}. */
    private String text(long form) {
        return switch ((int) form) {
            case 0x08 -> in.text();
            case 0x0e -> DwarfTexts.at(texts.debugStr(), in.u32());
            case 0x1f -> DwarfTexts.at(texts.lineStr(), in.u32());
            default -> throw new Unreadable("a path of form " + form);
        };
    }

    /** {@code DW_FORM_data1}, {@code _data2}, {@code _data4}, {@code _data8}, {@code _udata}. */
    private long number(long form) {
        return switch ((int) form) {
            case 0x0b -> in.u8();
            case 0x05 -> in.u16();
            case 0x06 -> in.u32();
            case 0x07 -> in.u64();
            case 0x0f -> in.unsigned();
            default -> throw new Unreadable("a number of form " + form);
        };
    }

    private void skip(long form) {
        switch ((int) form) {
            case 0x08, 0x0e, 0x1f -> text(form);
            case 0x1e -> in.skip(16);
            case 0x09 -> in.skip(in.unsigned());
            default -> number(form);
        }
    }
}
