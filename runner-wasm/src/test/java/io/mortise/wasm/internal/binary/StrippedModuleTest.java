package io.mortise.wasm.internal.binary;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wabt.Wat2Wasm;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.OpCode;
import org.junit.jupiter.api.Test;

class StrippedModuleTest {
    private static final byte[] MODULE = Wat2Wasm.parse("(module (import \"a\" \"f\" (func (param i32)))"
            + "(import \"a\" \"g\" (global i32))"
            + "(memory (export \"memory\") 1) (table 2 funcref) (elem (i32.const 0) 1 2)"
            + "(data (i32.const 8) \"data\")"
            + "(func (export \"one\") (result i32) (local i64 i64) i32.const 1)"
            + "(func (export \"two\") (param f64) (result i32) i32.const 2)"
            + "(func i32.const 3 drop))");

    private static OpCode firstOf(WasmModule module, int body) {
        return module.codeSection().getFunctionBody(body).instructions().get(0).opcode();
    }

    @Test
    void bodies_becomeUnreachable_butThoseThatAreKept() {
        // Function 0 is the import; the imported global counts for nothing.
        WasmModule stripped = Parser.parse(StrippedModule.of(MODULE, 1, index -> index == 2));

        assertThat(firstOf(stripped, 0)).isEqualTo(OpCode.UNREACHABLE);
        assertThat(firstOf(stripped, 1)).isEqualTo(OpCode.I32_CONST);
        assertThat(firstOf(stripped, 2)).isEqualTo(OpCode.UNREACHABLE);
    }

    @Test
    void everythingElse_staysAsItIs() {
        WasmModule whole = Parser.parse(MODULE);
        WasmModule stripped = Parser.parse(StrippedModule.of(MODULE, 1, index -> false));

        assertThat(stripped.exportSection()).isEqualTo(whole.exportSection());
        assertThat(stripped.importSection().importCount())
                .isEqualTo(whole.importSection().importCount());
        assertThat(stripped.elementSection()).isEqualTo(whole.elementSection());
        assertThat(stripped.dataSection().getDataSegment(0).data())
                .isEqualTo(whole.dataSection().getDataSegment(0).data());
        assertThat(stripped.functionSection()).isEqualTo(whole.functionSection());
        assertThat(stripped.codeSection().functionBodyCount()).isEqualTo(3);
    }

    @Test
    void code_isTheSame_whenEveryBodyIsKept() {
        WasmModule kept = Parser.parse(StrippedModule.of(MODULE, 1, index -> true));

        assertThat(kept.codeSection()).isEqualTo(Parser.parse(MODULE).codeSection());
    }

    @Test
    void customSections_areDropped() {
        byte[] module = ModuleBytes.module()
                .section(0, new ModuleBytes().name("first").raw(1, 2))
                .section(0, new ModuleBytes().name("second").raw(3))
                .bytes();

        assertThat(StrippedModule.of(module, 0, index -> true)).hasSize(8);
    }

    private static byte[] withData(ModuleBytes... segments) {
        ModuleBytes all = new ModuleBytes().u32(segments.length);
        for (ModuleBytes each : segments) {
            all.all(each.bytes());
        }
        return ModuleBytes.module()
                .section(5, new ModuleBytes().raw(1, 0, 2))
                .section(11, all)
                .bytes();
    }

    private static ModuleBytes at(int offset, String data) {
        ModuleBytes segment = new ModuleBytes().raw(0, 0x41);
        // Signed, in three bytes: enough for two pages.
        return segment.raw((offset & 0x7f) | 0x80, ((offset >> 7) & 0x7f) | 0x80, offset >> 14)
                .raw(0x0b)
                .name(data);
    }

    private static int segments(byte[] module) {
        return Parser.parse(module).dataSection().dataSegmentCount();
    }

    /** What an instance finds in its memory. */
    private static byte[] memory(byte[] module) {
        return Instance.builder(Parser.parse(module))
                .withStart(false)
                .build()
                .memory()
                .readBytes(0, 2 * 65_536);
    }

    @Test
    void dataSegments_areMerged_whereFewZerosLieBetween() {
        byte[] module = withData(at(16, "one"), at(70_000, "far"), at(19, "two"), at(40, "three"), at(70_080, "off"));

        byte[] stripped = StrippedModule.of(module, 0, index -> true);

        assertThat(segments(stripped)).isEqualTo(3);
        assertThat(memory(stripped)).isEqualTo(memory(module));
    }

    @Test
    void dataSegments_stayAsTheyAre_whenTwoOverlap() {
        byte[] module = withData(at(16, "first"), at(18, "over"), at(30, "next"));

        byte[] stripped = StrippedModule.of(module, 0, index -> true);

        assertThat(segments(stripped)).isEqualTo(3);
        assertThat(memory(stripped)).isEqualTo(memory(module));
    }

    @Test
    void dataSegments_stayAsTheyAre_whenInstructionsMayNameThem() {
        byte[] module = Wat2Wasm.parse(
                "(module (memory 1) (data (i32.const 0) \"a\") (data (i32.const 1) \"b\")" + "(func (data.drop 1)))");

        assertThat(segments(StrippedModule.of(module, 0, index -> true))).isEqualTo(2);
    }
}
