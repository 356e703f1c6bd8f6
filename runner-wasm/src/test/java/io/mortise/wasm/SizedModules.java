package io.mortise.wasm;

import io.mortise.wasm.internal.binary.ModuleBytes;

/** Modules that serve in peace and hold so many of one thing; as bytes, because a text of that size is slow to read. */
final class SizedModules {
    private static final int LOCALS_OF_ONE = 2_000;
    private static final ModuleBytes EMPTY = new ModuleBytes().raw(0, 0x0b);

    private int others;
    private ModuleBytes other = EMPTY;
    private int exports = 3;
    private int segments;
    private int ownLocals;

    private SizedModules() {}

    /** Defined ones, {@code attack} and {@code echo} among them. */
    static byte[] functions(int count) {
        SizedModules module = new SizedModules();
        module.others = count - 2;
        return module.bytes();
    }

    /** Of the whole module, in functions that each stand at their own cap. */
    static byte[] locals(int count) {
        SizedModules module = new SizedModules();
        module.others = count / LOCALS_OF_ONE;
        module.other = new ModuleBytes().raw(1).u32(LOCALS_OF_ONE).raw(0x7e, 0x0b);
        module.ownLocals = count % LOCALS_OF_ONE;
        return module.bytes();
    }

    /** One in another. */
    static byte[] blocks(int count) {
        SizedModules module = new SizedModules();
        module.others = 1;
        module.other = new ModuleBytes().raw(0).times(count, 0x02, 0x40).times(count + 1, 0x0b);
        return module.bytes();
    }

    static byte[] exports(int count) {
        SizedModules module = new SizedModules();
        module.exports = count;
        return module.bytes();
    }

    static byte[] segments(int count) {
        SizedModules module = new SizedModules();
        module.segments = count;
        return module.bytes();
    }

    private byte[] bytes() {
        ModuleBytes types = new ModuleBytes()
                .raw(4)
                .raw(0x60, 0, 0)
                .raw(0x60, 1, 0x7f, 0)
                .raw(0x60, 2, 0x7f, 0x7f, 0)
                .raw(0x60, 1, 0x7f, 1, 0x7f);
        ModuleBytes imports = new ModuleBytes()
                .raw(2)
                .name("mortise/1")
                .name("input")
                .raw(0, 1)
                .name("mortise/1")
                .name("output")
                .raw(0, 2);
        return ModuleBytes.module()
                .section(1, types)
                .section(2, imports)
                .section(3, new ModuleBytes().u32(2 + others).raw(3, 3).times(others, 0))
                .section(5, new ModuleBytes().raw(1, 0, 1))
                .section(7, exportSection())
                .section(10, code())
                .section(11, new ModuleBytes().u32(segments).times(segments, 1, 1, 'x'))
                .bytes();
    }

    private ModuleBytes exportSection() {
        ModuleBytes section = new ModuleBytes().u32(exports);
        section.name("memory").raw(2, 0).name("attack").raw(0, 2).name("echo").raw(0, 3);
        for (int i = 3; i < exports; i++) {
            section.name("e" + i).raw(0, 2);
        }
        return section;
    }

    private ModuleBytes code() {
        ModuleBytes section = new ModuleBytes().u32(2 + others);
        body(section, new ModuleBytes().raw(1).u32(ownLocals).raw(0x7f).raw(0x41, 0, 0x0b));
        body(section, new ModuleBytes().raw(0, 0x41, 0, 0x10, 0, 0x41, 0, 0x20, 0, 0x10, 1, 0x41, 0, 0x0b));
        for (int i = 0; i < others; i++) {
            body(section, other);
        }
        return section;
    }

    private static void body(ModuleBytes section, ModuleBytes body) {
        byte[] bytes = body.bytes();
        section.u32(bytes.length).all(bytes);
    }
}
