package io.mortise.wasm.internal.binary;

/**
 * What a module may be, checked on its sections before the engine sees a byte: 44 bytes with 20,000 locals cost the
 * unguarded engine 4 GB.
 *
 * @param moduleBytes of the whole file
 * @param codeBytes of the code section
 * @param functionBytes of one function's body
 * @param functions defined
 * @param locals declared by one function
 * @param localsOfModule declared by all functions: the engine keeps an object reference for each
 * @param params of one function type
 * @param tableEntries in sum of all minimums, and in sum of all maximums
 * @param imports of all kinds
 * @param exports of all kinds
 * @param segments element segments, and data segments; Go's linker cuts its data at every run of zeros, into 45,000
 *     for a plugin of 4 MB
 * @param nesting of blocks in one function
 * @param branchTargetsOfFunction of all {@code br_table} in one function
 * @param branchTargets of all {@code br_table} in the module
 */
public record ModuleCaps(
        long moduleBytes,
        long codeBytes,
        int functionBytes,
        int functions,
        int locals,
        int localsOfModule,
        int params,
        int tableEntries,
        int imports,
        int exports,
        int segments,
        int nesting,
        int branchTargetsOfFunction,
        int branchTargets) {
    /**
     * 32 MiB, 16 MiB, 512 KiB, 50,000, 2,000, 2,000,000, 1,000, 200,000, 1,000, 10,000, 100,000, 1,000, 10,000,
     * 200,000.
     */
    public static final ModuleCaps STANDARD = new ModuleCaps(
            32L << 20, 16L << 20, 512 << 10, 50_000, 2_000, 2_000_000, 1_000, 200_000, 1_000, 10_000, 100_000, 1_000,
            10_000, 200_000);
}
