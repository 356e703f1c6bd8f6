package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

/**
 * Makes the tables of one instance. All of them together stay under one cap, and each has limits of its own: the
 * engine's grow writes into the limits it was given, which belong to the module and so to every later instance.
 */
final class CappedTables {
    private long left;

    CappedTables(int maxEntries) {
        this.left = maxEntries;
    }

    TableInstance create(Table table, int initialValue) {
        TableLimits limits = table.limits();
        left -= limits.min();
        Table copy = new Table(
                table.elementType(), new TableLimits(limits.min(), limits.max(), limits.shared()), table.initialize());
        return new TableInstance(copy, initialValue) {
            @Override
            public int grow(int size, int value, Instance instance) {
                if (size < 0 || size > left) {
                    return -1;
                }
                int before = super.grow(size, value, instance);
                left -= before < 0 ? 0 : size;
                return before;
            }
        };
    }
}
