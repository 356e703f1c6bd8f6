package io.mortise.wasm.internal.debug;

/** The sections that hold texts for others; empty where the module has none. */
record DwarfTexts(byte[] debugStr, byte[] lineStr) {
    static String at(byte[] section, long offset) {
        if (offset < 0 || offset >= section.length) {
            return "";
        }
        return new Reader(section, (int) offset, section.length).text();
    }
}
