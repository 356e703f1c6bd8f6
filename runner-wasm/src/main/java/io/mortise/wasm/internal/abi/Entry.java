package io.mortise.wasm.internal.abi;

/** The ways into a guest. */
public enum Entry {
    /** A declared function. */
    CALL(""),
    DESCRIBE("mortise_describe"),
    START("mortise_start"),
    ACTIVATE("mortise_activate"),
    STOP("mortise_stop"),
    HEALTH("mortise_health");

    private final String export;

    Entry(String export) {
        this.export = export;
    }

    /** Its name in {@code mortise/1}; empty for CALL. */
    public String export() {
        return export;
    }
}
