package io.mortise.wasm.internal.debug;

import java.util.NavigableSet;

/** Runs the program of one unit of {@code .debug_line} and reports the rows that cover addresses which are asked for. */
final class LineProgram {
    private final LineHeader header;
    private final NavigableSet<Long> wanted;
    private final Found found;
    private final Budget budget;
    private long address;
    private long file;
    private long line;
    private boolean hasRow;
    private long rowAddress;
    private SourcePlace row = new SourcePlace("", 0);
    private long begin;

    /** Gets to know rows. */
    interface Found {
        /** {@code begin} is where the row's sequence begins: of several sequences the nearest is the right one. */
        void row(long address, long begin, SourcePlace place);
    }

    LineProgram(LineHeader header, NavigableSet<Long> wanted, Found found, Budget budget) {
        this.header = header;
        this.wanted = wanted;
        this.found = found;
        this.budget = budget;
        reset();
    }

    private void reset() {
        address = 0;
        file = 1;
        line = 1;
        hasRow = false;
    }

    void run(Reader in) {
        while (in.hasMore()) {
            budget.step();
            int opcode = in.u8();
            if (opcode >= header.opcodeBase()) {
                int adjusted = opcode - header.opcodeBase();
                advance(adjusted / header.lineRange());
                line += header.lineBase() + adjusted % header.lineRange();
                emit();
            } else if (opcode == 0) {
                extended(in.slice(in.unsigned()));
            } else {
                standard(opcode, in);
            }
        }
    }

    private void advance(long operations) {
        address += operations * header.minInstruction();
    }

    private void standard(int opcode, Reader in) {
        switch (opcode) {
            case 1 -> emit();
            case 2 -> advance(in.unsigned());
            case 3 -> line += in.signed();
            case 4 -> file = in.unsigned();
            case 8 -> advance((255 - header.opcodeBase()) / header.lineRange());
            case 9 -> address += in.u16();
            default -> {
                for (int left = header.operandCounts()[opcode]; left > 0; left--) {
                    in.unsigned();
                }
            }
        }
    }

    private void extended(Reader in) {
        if (!in.hasMore()) {
            return;
        }
        switch (in.u8()) {
            case 1 -> {
                close();
                reset();
            }
            case 2 -> address = in.u32();
            default -> {
                // Files defined in the middle and discriminators say nothing of where a row is.
            }
        }
    }

    private void emit() {
        close();
        if (!hasRow) {
            begin = address;
        }
        hasRow = true;
        rowAddress = address;
        row = new SourcePlace(header.file(file), (int) Math.max(0, Math.min(Integer.MAX_VALUE, line)));
    }

    /** The row before covers what lies between it and here. */
    private void close() {
        if (hasRow && address > rowAddress) {
            for (long each : wanted.subSet(rowAddress, address)) {
                found.row(each, begin, row);
            }
        }
    }
}
