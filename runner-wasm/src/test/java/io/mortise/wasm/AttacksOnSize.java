package io.mortise.wasm;

import static io.mortise.api.error.Failure.BAD_MODULE;
import static io.mortise.wasm.Attack.allowed;
import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.bytes;

import io.mortise.wasm.internal.binary.ModuleBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Modules at each cap, and one beyond it. */
final class AttacksOnSize {
    private static final String MEMORY = "(memory (export \"memory\") 1)";
    private static final String CLOCK = "(import \"mortise/1\" \"time_ms\" (func (result i64)))";

    static final List<Attack> ROWS = rows();

    private AttacksOnSize() {}

    /** A cap, a body of so many of the thing, and what is said of one more. */
    private static void cap(List<Attack> rows, String what, int cap, String says, IntFunction<String> body) {
        sized(rows, what, cap, says, n -> wat(body.apply(n)));
    }

    private static void sized(List<Attack> rows, String what, int cap, String says, IntFunction<byte[]> module) {
        rows.add(allowed(what + " at the cap", () -> module.apply(cap)).slowly());
        rows.add(bytes(what + " beyond the cap", BAD_MODULE, says, () -> module.apply(cap + 1))
                .slowly());
    }

    private static byte[] wat(String body) {
        return body.contains("(import")
                ? Attack.module(body.substring(0, body.lastIndexOf("#")), MEMORY + attack(""))
                : Attack.module("", MEMORY + body + attack(""));
    }

    private static List<Attack> rows() {
        List<Attack> rows = new ArrayList<>();
        cap(rows, "locals", 2_000, "has 2001 locals, allowed are 2000", n -> "(func (local " + "i64 ".repeat(n) + "))");
        cap(
                rows,
                "parameters",
                1_000,
                "has 1001 parameters, allowed are 1000",
                n -> "(func (param " + "i32 ".repeat(n) + "))");
        cap(
                rows,
                "results",
                1_000,
                "has 1001 results, allowed are 1000",
                n -> "(type (func (result " + "i32 ".repeat(n) + ")))");
        sized(
                rows,
                "locals of all functions",
                2_000_000,
                "has 2000001 locals, allowed are 2000000",
                SizedModules::locals);
        sized(rows, "nested blocks", 1_000, "has 1001 nested blocks, allowed are 1000", SizedModules::blocks);
        cap(
                rows,
                "branch targets",
                10_000,
                "has 10001 branch targets, allowed are 10000",
                n -> "(func (br_table " + "0 ".repeat(n + 1) + "(i32.const 0)))");
        cap(
                rows,
                "table entries at least",
                200_000,
                "has 200001 entries at least, allowed are 200000",
                n -> "(table " + n + " funcref)");
        cap(
                rows,
                "table entries at most",
                200_000,
                "has 200001 entries at most, allowed are 200000",
                n -> "(table 1 " + (n - 5) + " funcref) (table 5 5 externref)");
        cap(rows, "imports", 1_000, "has 1001 imports, allowed are 1000", n -> CLOCK.repeat(n - 2) + "#");
        sized(rows, "exports", 10_000, "has 10001 exports, allowed are 10000", SizedModules::exports);
        sized(rows, "segments", 100_000, "has 100001 segments, allowed are 100000", SizedModules::segments);
        sized(rows, "functions", 50_000, "has 50001 functions, allowed are 50000", SizedModules::functions);
        rows.add(bytes(
                "a function of more than 512 KiB",
                BAD_MODULE,
                "has 524289 bytes, allowed are 524288",
                () -> ModuleBytes.withBody(
                        new ModuleBytes().raw(0).times(524_287, 0x01).raw(0x0b))));
        rows.add(bytes("two memories", BAD_MODULE, "memories: has 2 entries, allowed are 1", () -> ModuleBytes.module()
                .section(5, new ModuleBytes().raw(2, 0, 1, 0, 1))
                .bytes()));
        rows.add(bytes(
                "a start function that wants an argument",
                BAD_MODULE,
                "is not valid",
                () -> whole(new ModuleBytes().section(8, new ModuleBytes().raw(0)), 0x41)));
        rows.add(bytes(
                "a body that leaves the wrong type", BAD_MODULE, "is not valid", () -> whole(new ModuleBytes(), 0x42)));
        rows.add(bytes(
                "locals by the billion",
                BAD_MODULE,
                "has 8589934590 locals",
                () -> ModuleBytes.withBody(new ModuleBytes()
                        .raw(2)
                        .u32(0xffff_ffffL)
                        .raw(0x7f)
                        .u32(0xffff_ffffL)
                        .raw(0x7f, 0x0b))));
        rows.add(bytes("a table of ten million", BAD_MODULE, "has 10000000 entries at least", () -> ModuleBytes.module()
                .section(4, new ModuleBytes().raw(1, 0x70, 0).u32(10_000_000))
                .bytes()));
        rows.add(bytes("types by the billion", BAD_MODULE, "is no WebAssembly module", () -> ModuleBytes.module()
                .section(1, new ModuleBytes().u32(0xffff_ffffL))
                .bytes()));
        rows.add(bytes(
                "a section longer than the file",
                BAD_MODULE,
                "is no WebAssembly module",
                () -> ModuleBytes.module().raw(10).u32(0x7fff_ffffL).bytes()));
        rows.add(bytes("a number that never ends", BAD_MODULE, "is no WebAssembly module", () -> ModuleBytes.module()
                .raw(1)
                .times(20, 0xff)
                .bytes()));
        rows.add(bytes(
                "an unknown instruction",
                BAD_MODULE,
                "the unknown instruction 0xff",
                () -> ModuleBytes.withBody(new ModuleBytes().raw(0, 0xff, 0x0b))));
        rows.add(bytes("a component", BAD_MODULE, "the header of a component", () -> new ModuleBytes()
                .raw(0, 'a', 's', 'm', 0x0d, 0, 1, 0)
                .bytes()));
        rows.add(bytes("nothing", BAD_MODULE, "is no WebAssembly module", () -> new byte[0]));
        rows.add(bytes("a memory of 64 bits", BAD_MODULE, "64-bit memory", () -> ModuleBytes.module()
                .section(5, new ModuleBytes().raw(1, 4, 1))
                .bytes()));
        rows.add(bytes(
                "objects",
                BAD_MODULE,
                "garbage-collected objects",
                () -> ModuleBytes.withBody(new ModuleBytes().raw(0, 0xfb, 7, 0, 0x1a, 0x0b))));
        return rows;
    }

    /** All that a plugin needs, {@code more} before its code, and a body that begins with this constant instruction. */
    private static byte[] whole(ModuleBytes more, int constant) {
        ModuleBytes exports = new ModuleBytes()
                .raw(3)
                .name("memory")
                .raw(2, 0)
                .name("attack")
                .raw(0, 0)
                .name("echo")
                .raw(0, 0);
        return ModuleBytes.module()
                .section(1, new ModuleBytes().raw(1, 0x60, 1, 0x7f, 1, 0x7f))
                .section(3, new ModuleBytes().raw(1, 0))
                .section(5, new ModuleBytes().raw(1, 0, 1))
                .section(7, exports)
                .all(more.bytes())
                .section(10, new ModuleBytes().raw(1, 4, 0, constant, 0, 0x0b))
                .bytes();
    }
}
