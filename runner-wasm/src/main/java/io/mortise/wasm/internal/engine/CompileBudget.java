package io.mortise.wasm.internal.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long the compiler may work on one module. It listens to no interrupt, so it asks here whenever a class is done; one
 * class is never more than {@link CompiledMachines#FUNCTIONS_A_CLASS} functions.
 */
final class CompileBudget {
    private final Duration limit;
    private final long end;
    private final BooleanSupplier wanted;

    CompileBudget(Duration limit, BooleanSupplier wanted) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
        this.wanted = wanted;
    }

    void check() {
        if (System.nanoTime() - end > 0) {
            throw new CannotCompile("compiling took more than " + limit.toMillis() + " ms");
        }
        if (!wanted.getAsBoolean()) {
            throw new CannotCompile("nobody uses it any more");
        }
    }
}
