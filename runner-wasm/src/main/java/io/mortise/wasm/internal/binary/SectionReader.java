package io.mortise.wasm.internal.binary;

import io.mortise.api.error.Detail.Violation;
import io.mortise.wasm.internal.binary.ModuleShape.Export;
import io.mortise.wasm.internal.binary.ModuleShape.Import;
import io.mortise.wasm.internal.binary.ModuleShape.Kind;
import io.mortise.wasm.internal.binary.ModuleShape.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the sections of a module in one pass, without recursion, and holds them against the caps. It does not validate:
 * that is the engine's part, once the module is known to be of a size the engine can bear.
 */
public final class SectionReader {
    private static final int MAGIC = 0x6d736100;
    private static final int VERSION = 1;
    private static final int MAX_SECTIONS = 1_000;
    private static final Kind[] KINDS = Kind.values();

    private final ModuleCaps caps;
    private final Problems problems = new Problems();
    private final TypeSection types;
    private final CodeSection code;
    private final List<Import> imports = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private final List<Optional<Signature>> functions = new ArrayList<>();
    private final List<Memory> memories = new ArrayList<>();
    private final TableSections tables;
    private long segments;
    private int sections;
    private boolean hasStart;

    private SectionReader(ModuleCaps caps) {
        this.caps = caps;
        this.types = new TypeSection(caps, problems);
        this.code = new CodeSection(caps, problems);
        this.tables = new TableSections(caps, problems);
    }

    /** What was read, and all that is wrong with it. */
    public record Reading(ModuleShape shape, List<Violation> problems) {}

    public static Reading read(byte[] module, ModuleCaps caps) {
        SectionReader reader = new SectionReader(caps);
        try {
            reader.sections(new Cursor(module, 0, module.length));
        } catch (Cursor.Malformed e) {
            reader.problems.add("", "is no WebAssembly module: it has " + e.getMessage());
        }
        ModuleShape shape = new ModuleShape(
                reader.imports, reader.exports, reader.memories.stream().findFirst(), reader.hasStart);
        return new Reading(shape, reader.problems.all());
    }

    private void sections(Cursor in) {
        header(in);
        while (in.hasMore()) {
            if (++sections > MAX_SECTIONS) {
                throw in.bad("more than " + MAX_SECTIONS + " sections");
            }
            int id = in.u8();
            section(id, in.slice(in.u32()));
        }
        problems.cap("memories", "entries", memories.size(), 1);
        tables.check();
        problems.cap("element and data sections", "segments", segments, caps.segments());
    }

    private static void header(Cursor in) {
        if (little(in) != MAGIC) {
            throw in.bad("no magic number");
        }
        int version = little(in);
        if (version == 0x1000d) {
            throw in.bad("the header of a component; a core module is needed");
        }
        if (version != VERSION) {
            throw in.bad("version " + version);
        }
    }

    private static int little(Cursor in) {
        return in.u8() | in.u8() << 8 | in.u8() << 16 | in.u8() << 24;
    }

    private void section(int id, Cursor in) {
        switch (id) {
            case 1 -> types.read(in);
            case 2 -> imports(in);
            case 3 -> functions(in);
            case 4 -> tables.tables(in);
            case 5 -> memories(in);
            case 7 -> exports(in);
            case 6 -> globals(in);
            case 13 -> problems.cap("tag section", "tags", in.u32(), caps.functions());
            case 8 -> hasStart = true;
            case 9 -> segments += tables.elements(in);
            case 11 -> segments += data(in);
            case 10 -> code.read(in);
            default -> {
                // Custom sections and the data count cost the engine no more than their bytes.
            }
        }
    }

    private void imports(Cursor in) {
        int count = in.count();
        problems.cap("import section", "imports", count, caps.imports());
        for (int i = 0; i < count; i++) {
            String module = in.name();
            String name = in.name();
            Kind kind = kind(in);
            Optional<Signature> signature = imported(in, kind);
            if (i < caps.imports()) {
                imports.add(new Import(module, name, kind, signature));
            }
        }
    }

    private Optional<Signature> imported(Cursor in, Kind kind) {
        switch (kind) {
            case FUNCTION -> {
                Optional<Signature> signature = types.get(in.u32());
                functions.add(signature);
                return signature;
            }
            case TABLE -> tables.table(in);
            case MEMORY -> TableSections.limits(in);
            case GLOBAL -> {
                TypeSection.value(in);
                in.u8();
            }
            case TAG -> {
                in.u8();
                in.u32();
            }
        }
        return Optional.empty();
    }

    private static Kind kind(Cursor in) {
        int kind = in.u8();
        if (kind >= KINDS.length) {
            throw in.bad("an import or export of unknown kind " + kind);
        }
        return KINDS[kind];
    }

    private void functions(Cursor in) {
        int count = in.count();
        problems.cap("function section", "functions", count, caps.functions());
        for (int i = 0; i < Math.min(count, caps.functions()); i++) {
            functions.add(types.get(in.u32()));
        }
    }

    private void globals(Cursor in) {
        int count = in.count();
        problems.cap("global section", "globals", count, caps.functions());
        for (int i = 0; i < count; i++) {
            TypeSection.value(in);
            in.u8();
            Instructions.skipConstant(in);
        }
    }

    private static int data(Cursor in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            int flags = in.count();
            if (flags == 2) {
                in.u32();
            }
            if (flags != 1) {
                Instructions.skipConstant(in);
            }
            in.skip(in.u32());
        }
        return count;
    }

    private void memories(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            memories.add(TableSections.limits(in));
        }
    }

    private void exports(Cursor in) {
        int count = in.count();
        problems.cap("export section", "exports", count, caps.exports());
        for (int i = 0; i < count; i++) {
            String name = in.name();
            Kind kind = kind(in);
            long index = in.u32();
            boolean isKnown = kind == Kind.FUNCTION && index < functions.size();
            if (i < caps.exports()) {
                Optional<Signature> signature = isKnown ? functions.get((int) index) : Optional.empty();
                exports.add(new Export(name, kind, (int) index, signature));
            }
        }
    }
}
