package io.mortise.wasm.internal.binary;

import io.mortise.wasm.internal.binary.ModuleShape.Memory;
import java.util.OptionalLong;

/** Tables and the elements that fill them: few bytes can declare gigabytes. */
final class TableSections {
    private static final int WITH_INITIAL_VALUE = 0x40;

    private final ModuleCaps caps;
    private final Problems problems;
    private long tables;
    private long minimums;
    private long maximums;
    private long elements;

    TableSections(ModuleCaps caps, Problems problems) {
        this.caps = caps;
        this.problems = problems;
    }

    void tables(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            table(in);
        }
    }

    void table(Cursor in) {
        int type = TypeSection.value(in);
        if (type == WITH_INITIAL_VALUE) {
            in.u8();
            TypeSection.value(in);
        }
        Memory limits = limits(in);
        tables++;
        minimums += limits.minPages();
        maximums += limits.maxPages().orElse(limits.minPages());
        if (type == WITH_INITIAL_VALUE) {
            Instructions.skipConstant(in);
        }
    }

    /** Of a table or memory. */
    static Memory limits(Cursor in) {
        int flags = in.u8();
        if ((flags & 4) != 0) {
            throw in.bad("a 64-bit memory or table; 32 bits are supported");
        }
        long min = in.u32();
        return new Memory(min, (flags & 1) == 0 ? OptionalLong.empty() : OptionalLong.of(in.u32()));
    }

    /** Element segments; answers how many there are. */
    int elements(Cursor in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            segment(in);
        }
        return count;
    }

    private void segment(Cursor in) {
        int flags = in.count();
        boolean isActive = (flags & 1) == 0;
        boolean namesTableOrMode = (flags & 2) != 0;
        boolean hasExpressions = (flags & 4) != 0;
        if (isActive && namesTableOrMode) {
            in.u32();
        }
        if (isActive) {
            Instructions.skipConstant(in);
        }
        if ((flags & 3) != 0) {
            TypeSection.value(in);
        }
        int count = in.count();
        elements += count;
        for (int i = 0; i < count; i++) {
            if (hasExpressions) {
                Instructions.skipConstant(in);
            } else {
                in.u32();
            }
        }
    }

    void check() {
        problems.cap("table section", "tables", tables, caps.imports());
        problems.cap("tables", "entries at least", minimums, caps.tableEntries());
        problems.cap("tables", "entries at most", maximums, caps.tableEntries());
        problems.cap("element section", "elements", elements, caps.tableEntries());
    }
}
