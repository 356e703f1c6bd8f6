package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import io.mortise.wasm.internal.run.Tab;

/**
 * Makes the tables of one instance. All of them together stay under one cap, and each has limits of its own: the
 * engine's grow writes into the limits it was given, which belong to the module and so to every later instance.
 */
final class CappedTables {
    /** A number and a reference to its instance, in arrays. */
    private static final long BYTES_AN_ENTRY = 12;

    private final Tab tab;
    private long left;

    CappedTables(int maxEntries, Tab tab) {
        this.left = maxEntries;
        this.tab = tab;
    }

    TableInstance create(Table table, int initialValue) {
        TableLimits limits = table.limits();
        left -= limits.min();
        tab.require(limits.min() * BYTES_AN_ENTRY);
        Table copy = new Table(
                table.elementType(), new TableLimits(limits.min(), limits.max(), limits.shared()), table.initialize());
        return new TableInstance(copy, initialValue) {
            @Override
            public int grow(int size, int value, Instance instance) {
                if (size < 0 || size > left || !tab.charge(size * BYTES_AN_ENTRY)) {
                    return -1;
                }
                int before = super.grow(size, value, instance);
                if (before < 0) {
                    tab.release(size * BYTES_AN_ENTRY);
                } else {
                    left -= size;
                }
                return before;
            }
        };
    }
}
