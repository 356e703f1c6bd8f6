package io.mortise.wasm.internal.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Where functions and custom sections lie in the bytes of a module; for telling traps. Addresses count from the
 * beginning of the code section's content, as DWARF's do.
 */
public final class ModuleMap {
    private static final int UNREACHABLE = 0x00;
    private static final int CALL = 0x10;
    private static final int MAX_CUSTOM = 1 << 20;
    private static final int TABLE_WITH_VALUE = 0x40;
    private static final List<String> PARTS = List.of(
            "custom",
            "type",
            "import",
            "function",
            "table",
            "memory",
            "global",
            "export",
            "start",
            "element",
            "code",
            "data",
            "data count",
            "tag");

    private final Map<String, byte[]> custom = new HashMap<>();
    private final List<Cursor> bodies = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final byte[] module;
    private int importedFunctions;
    private int codeBegin;
    private int codeLength;

    /** One section: {@code code}, {@code custom name}. */
    public record Part(String name, int bytes) {}

    private ModuleMap(byte[] module) {
        this.module = module;
    }

    /** What can be read; bytes that are no module have nothing. */
    public static ModuleMap read(byte[] module) {
        ModuleMap map = new ModuleMap(module);
        try {
            Cursor in = new Cursor(module, 0, module.length);
            in.skip(8);
            while (in.hasMore()) {
                map.section(in.u8(), in.slice(in.u32()));
            }
        } catch (Cursor.Malformed e) {
            return map;
        }
        return map;
    }

    private void section(int id, Cursor in) {
        int bytes = in.left();
        parts.add(new Part(id == 0 ? "custom " + in.copy().name() : partName(id), bytes));
        switch (id) {
            case 0 -> custom(in);
            case 4 -> tables(in);
            case 2 -> imports(in);
            case 10 -> code(in);
            default -> {
                // Says nothing of where code is.
            }
        }
    }

    private static String partName(int id) {
        return id < PARTS.size() ? PARTS.get(id) : "section " + id;
    }

    private void tables(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            if (in.copy().u8() == TABLE_WITH_VALUE) {
                in.skip(2);
            }
            TypeSection.value(in);
            ModuleShape.Memory limits = TableSections.limits(in);
            String most = limits.maxPages().isPresent()
                    ? "at most " + limits.maxPages().getAsLong()
                    : "no limit of its own";
            tables.add(limits.minPages() + " entries at first, " + most);
        }
    }

    /** The first of a name counts; a large one is cut. */
    private void custom(Cursor in) {
        String name = in.name();
        int length = Math.min(in.left(), MAX_CUSTOM);
        custom.putIfAbsent(name, Arrays.copyOfRange(module, in.at(), in.at() + length));
    }

    private void imports(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            in.name();
            in.name();
            switch (in.u8()) {
                case 0 -> {
                    in.u32();
                    importedFunctions++;
                }
                case 1 -> {
                    TypeSection.value(in);
                    TableSections.limits(in);
                }
                case 2 -> TableSections.limits(in);
                case 3 -> {
                    TypeSection.value(in);
                    in.u8();
                }
                default -> in.skip(2);
            }
        }
    }

    private void code(Cursor in) {
        codeBegin = in.at();
        codeLength = in.left();
        for (int left = in.count(); left > 0; left--) {
            bodies.add(in.slice(in.u32()));
        }
    }

    public int importedFunctions() {
        return importedFunctions;
    }

    /** Of the code section's content, in the file. */
    public int codeBegin() {
        return codeBegin;
    }

    public int codeLength() {
        return codeLength;
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** In words. */
    public List<String> tables() {
        return List.copyOf(tables);
    }

    public Optional<byte[]> custom(String name) {
        return Optional.ofNullable(custom.get(name));
    }

    /** Where a function begins; empty for an import. */
    public OptionalInt begin(int function) {
        int body = function - importedFunctions;
        return body < 0 || body >= bodies.size()
                ? OptionalInt.empty()
                : OptionalInt.of(bodies.get(body).at() - codeBegin);
    }

    /** Where {@code caller} calls {@code callee}, when there is exactly one such place. */
    public OptionalInt onlyCall(int caller, int callee) {
        return only(caller, CALL, callee);
    }

    /** The one {@code unreachable} of a function that has one. */
    public OptionalInt onlyUnreachable(int function) {
        return only(function, UNREACHABLE, 0);
    }

    /** The sites of a function; none for an import. */
    public List<Sites.Site> sites(int function) {
        return code(function, List.of(), Sites::read);
    }

    /** Where the site is that a line number counts. */
    public OptionalInt site(int function, int number) {
        List<Sites.Site> sites = sites(function);
        return number < 1 || number > sites.size()
                ? OptionalInt.empty()
                : OptionalInt.of(sites.get(number - 1).at() - codeBegin);
    }

    private OptionalInt only(int function, int opcode, int operand) {
        List<Integer> places = code(function, List.of(), in -> Instructions.places(in, opcode, operand));
        return places.size() == 1 ? OptionalInt.of(places.get(0) - codeBegin) : OptionalInt.empty();
    }

    /** What {@code reader} finds in a body behind its locals. */
    private <T> T code(int function, T otherwise, Function<Cursor, T> reader) {
        int body = function - importedFunctions;
        if (body < 0 || body >= bodies.size()) {
            return otherwise;
        }
        try {
            Cursor in = bodies.get(body).copy();
            CodeSection.skipLocals(in);
            return reader.apply(in);
        } catch (Cursor.Malformed e) {
            return otherwise;
        }
    }
}
