package io.mortise.wasm.internal.debug;

/** A line of a source file, as the compiler wrote it down. */
record SourcePlace(String file, int line) {
    private static final int MAX_FILE = 200;

    SourcePlace {
        file = file.length() > MAX_FILE ? file.substring(file.length() - MAX_FILE) : file;
    }
}
