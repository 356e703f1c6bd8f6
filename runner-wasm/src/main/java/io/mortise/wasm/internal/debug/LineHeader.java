package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;

/** The head of one unit of {@code .debug_line}, DWARF 2 to 5, 32-bit. */
record LineHeader(
        int version,
        int minInstruction,
        int lineBase,
        int lineRange,
        int opcodeBase,
        int[] operandCounts,
        List<String> files) {
    private static final int MAX_ENTRIES = 20_000;

    /** {@code in} stands behind the unit's length; afterwards it stands at the program. */
    static LineHeader read(Reader in, DwarfTexts texts, Budget budget) {
        int version = in.u16();
        if (version < 2 || version > 5) {
            throw new Unreadable("line tables of version " + version);
        }
        if (version == 5) {
            in.skip(2); // sizes of an address and of a segment selector
        }
        long length = in.u32();
        int program = in.at() + (int) Math.min(Integer.MAX_VALUE, length);
        int minInstruction = in.u8();
        if (version >= 4) {
            in.skip(1); // operations an instruction: one, WebAssembly has no bundles
        }
        in.skip(1); // whether a row begins a statement: all rows count
        int lineBase = (byte) in.u8();
        int lineRange = in.u8();
        int opcodeBase = in.u8();
        int[] operands = new int[Math.max(1, opcodeBase)];
        for (int i = 1; i < opcodeBase; i++) {
            operands[i] = in.u8();
        }
        if (lineRange == 0) {
            throw new Unreadable("a line range of 0");
        }
        List<String> files = version == 5 ? new FileTable(in, texts, budget).files() : oldFiles(in, budget);
        in.skip(program - in.at());
        return new LineHeader(version, minInstruction, lineBase, lineRange, opcodeBase, operands, files);
    }

    /** Directories and files up to version 4: texts, each list ended by an empty one; files count from 1. */
    private static List<String> oldFiles(Reader in, Budget budget) {
        List<String> directories = new ArrayList<>(List.of(""));
        for (String text = in.text(); !text.isEmpty(); text = in.text()) {
            budget.step();
            directories.add(text);
            bounded(directories.size());
        }
        List<String> files = new ArrayList<>(List.of(""));
        for (String text = in.text(); !text.isEmpty(); text = in.text()) {
            budget.step();
            files.add(joined(directories, in.unsigned(), text));
            in.unsigned();
            in.unsigned();
            bounded(files.size());
        }
        return files;
    }

    static void bounded(long entries) {
        if (entries > MAX_ENTRIES) {
            throw new Unreadable("more than " + MAX_ENTRIES + " files");
        }
    }

    /** Directory 0 is where the compiler ran; names below it are told as they are. */
    static String joined(List<String> directories, long directory, String file) {
        if (directory <= 0 || directory >= directories.size() || file.startsWith("/")) {
            return file;
        }
        return directories.get((int) directory) + '/' + file;
    }

    String file(long number) {
        return number >= 0 && number < files.size() ? files.get((int) number) : "";
    }
}
