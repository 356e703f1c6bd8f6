package io.mortise.wasm.internal.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Detail.Violation;
import io.mortise.testkit.ContractGuest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionReaderTest {
    private static List<Violation> problems(byte[] module) {
        return SectionReader.read(module, ModuleCaps.STANDARD).problems();
    }

    private static void assertProblem(byte[] module, String place, String problem) {
        assertThat(problems(module)).containsExactly(new Violation(place, problem));
    }

    private static ModuleBytes module() {
        return ModuleBytes.module();
    }

    @Test
    void shape_isWhatTheSectionsSay() {
        SectionReader.Reading reading = SectionReader.read(ContractGuest.minimalModule(), ModuleCaps.STANDARD);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.shape().imports())
                .containsExactlyInAnyOrder(
                        new ModuleShape.Import(
                                "mortise/1", "input", ModuleShape.Kind.FUNCTION, Optional.of(new Signature("i", ""))),
                        new ModuleShape.Import(
                                "mortise/1",
                                "output",
                                ModuleShape.Kind.FUNCTION,
                                Optional.of(new Signature("ii", ""))));
        assertThat(reading.shape().hasFunction("echo", new Signature("i", "i"))).isTrue();
        assertThat(reading.shape().memory()).contains(new ModuleShape.Memory(1, OptionalLong.empty()));
        assertThat(reading.shape().hasStart()).isFalse();
    }

    @Test
    void contractGuest_hasNoProblem() {
        assertThat(problems(ContractGuest.module())).isEmpty();
    }

    @Test
    void bytes_areNoModule_whenTheHeaderIsWrong() {
        assertProblem(
                new byte[0],
                "",
                "is no WebAssembly module: it has an end of data, 1 bytes wanted and 0 left, at byte 0");
        assertProblem("#!/bin/sh".getBytes(), "", "is no WebAssembly module: it has no magic number at byte 4");
        byte[] component = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
        assertProblem(
                component,
                "",
                "is no WebAssembly module: it has the header of a component; a core module is needed at byte 8");
    }

    @Test
    void locals_areCounted_whenFewBytesDeclareMany() {
        assertThat(problems(
                        ModuleBytes.withBody(new ModuleBytes().raw(1).u32(2_000).raw(0x7f, 0x0b))))
                .isEmpty();
        assertProblem(
                ModuleBytes.withBody(new ModuleBytes().raw(1).u32(2_001).raw(0x7f, 0x0b)),
                "function body 0",
                "has 2001 locals, allowed are 2000");
        assertProblem(
                ModuleBytes.withBody(new ModuleBytes()
                        .raw(2)
                        .u32(0xffff_ffffL)
                        .raw(0x7f)
                        .u32(0xffff_ffffL)
                        .raw(0x7f, 0x0b)),
                "function body 0",
                "has 8589934590 locals, allowed are 2000");
    }

    @Test
    void nesting_isCounted() {
        ModuleBytes fits = new ModuleBytes().raw(0).times(1_000, 0x02, 0x40).times(1_001, 0x0b);
        ModuleBytes deeper = new ModuleBytes().raw(0).times(1_001, 0x02, 0x40).times(1_002, 0x0b);

        assertThat(problems(ModuleBytes.withBody(fits))).isEmpty();
        assertProblem(ModuleBytes.withBody(deeper), "function body 0", "has 1001 nested blocks, allowed are 1000");
    }

    @Test
    void branchTables_areCounted_inAFunctionAndInAll() {
        ModuleBytes fits = new ModuleBytes()
                .raw(0, 0x41, 0, 0x0e)
                .u32(10_000)
                .times(10_001, 0)
                .raw(0x0b);
        ModuleBytes wider = new ModuleBytes()
                .raw(0, 0x41, 0, 0x0e)
                .u32(10_001)
                .times(10_002, 0)
                .raw(0x0b);

        assertThat(problems(ModuleBytes.withBody(fits))).isEmpty();
        assertProblem(ModuleBytes.withBody(wider), "function body 0", "has 10001 branch targets, allowed are 10000");

        byte[] body = fits.bytes();
        ModuleBytes code = new ModuleBytes().u32(21);
        for (int i = 0; i < 21; i++) {
            code.u32(body.length).all(body);
        }
        byte[] all = module().section(1, new ModuleBytes().raw(1, 0x60, 0, 0))
                .section(3, new ModuleBytes().raw(21).times(21, 0))
                .section(10, code)
                .bytes();
        assertProblem(all, "code section", "has 210000 branch targets, allowed are 200000");
    }

    @Test
    void tables_areCounted_inSum() {
        ModuleBytes fits = new ModuleBytes()
                .raw(2, 0x70, 1)
                .u32(1)
                .u32(100_000)
                .raw(0x70, 1)
                .u32(1)
                .u32(100_000);
        ModuleBytes larger = new ModuleBytes()
                .raw(2, 0x70, 1)
                .u32(1)
                .u32(100_000)
                .raw(0x70, 1)
                .u32(1)
                .u32(100_001);
        ModuleBytes bomb = new ModuleBytes().raw(1, 0x70, 0).u32(10_000_000);

        assertThat(problems(module().section(4, fits).bytes())).isEmpty();
        assertProblem(module().section(4, larger).bytes(), "tables", "has 200001 entries at most, allowed are 200000");
        assertThat(problems(module().section(4, bomb).bytes()))
                .contains(new Violation("tables", "has 10000000 entries at least, allowed are 200000"));
    }

    @Test
    void elements_areCounted_inEveryForm() {
        ModuleBytes functions =
                new ModuleBytes().raw(1, 0, 0x41, 0, 0x0b).u32(200_001).times(200_001, 0);
        ModuleBytes expressions = new ModuleBytes().raw(1, 5, 0x70).u32(200_001).times(200_001, 0xd2, 0, 0x0b);

        assertProblem(
                module().section(9, functions).bytes(), "element section", "has 200001 elements, allowed are 200000");
        assertProblem(
                module().section(9, expressions).bytes(), "element section", "has 200001 elements, allowed are 200000");
    }

    @Test
    void counts_areHeldAgainstTheirCaps() {
        ModuleBytes imports = new ModuleBytes().u32(1_001).times(1_001, 0, 0, 3, 0x7f, 0);
        ModuleBytes exports = new ModuleBytes().u32(10_001).times(10_001, 1, 0).times(10_001, 0, 0, 0);
        ModuleBytes params =
                new ModuleBytes().raw(1, 0x60).u32(1_001).times(1_001, 0x7f).raw(0);

        assertProblem(module().section(2, imports).bytes(), "import section", "has 1001 imports, allowed are 1000");
        assertProblem(module().section(7, exports).bytes(), "export section", "has 10001 exports, allowed are 10000");
        assertProblem(module().section(1, params).bytes(), "type 0", "has 1001 parameters, allowed are 1000");
        assertProblem(
                module().section(3, new ModuleBytes().u32(50_001).times(50_001, 0))
                        .bytes(),
                "function section",
                "has 50001 functions, allowed are 50000");
        assertProblem(
                module().section(11, new ModuleBytes().u32(100_001).times(100_001, 1, 0))
                        .bytes(),
                "element and data sections",
                "has 100001 segments, allowed are 100000");
        assertProblem(
                module().section(5, new ModuleBytes().raw(2, 0, 1, 0, 1)).bytes(),
                "memories",
                "has 2 entries, allowed are 1");
        assertProblem(
                module().section(6, new ModuleBytes().u32(50_001).times(50_001, 0x7f, 0, 0x41, 0, 0x0b))
                        .bytes(),
                "global section",
                "has 50001 globals, allowed are 50000");
    }

    @Test
    void function_mayNotBeTooLarge() {
        int most = 512 << 10;
        ModuleBytes fits = new ModuleBytes().raw(0).times(most - 2, 0x01).raw(0x0b);
        ModuleBytes larger = new ModuleBytes().raw(0).times(most - 1, 0x01).raw(0x0b);

        assertThat(problems(ModuleBytes.withBody(fits))).isEmpty();
        assertProblem(ModuleBytes.withBody(larger), "function body 0", "has 524289 bytes, allowed are 524288");
    }

    @Test
    void objects_areRefused_becauseNoLimitHoldsThem() {
        // array.new_default of type 0, a million long
        ModuleBytes body = new ModuleBytes().raw(0, 0x41).u32(1_000_000).raw(0xfb, 7, 0, 0x1a, 0x0b);

        assertProblem(
                ModuleBytes.withBody(body),
                "function body 0",
                "makes garbage-collected objects, whose memory this host cannot bound; use linear memory");
    }

    @Test
    void objects_areRefused_inConstantsToo() {
        ModuleBytes global =
                new ModuleBytes().raw(1, 0x6e, 0, 0x41).u32(1_000_000).raw(0xfb, 7, 0, 0x0b);

        assertThat(problems(module().section(6, global).bytes()).get(0).problem())
                .contains("a constant that makes garbage-collected objects");
    }

    @Test
    void memory64_isRefused() {
        assertThat(problems(module().section(5, new ModuleBytes().raw(1, 4, 1)).bytes())
                        .get(0)
                        .problem())
                .contains("64-bit memory or table");
    }

    @Test
    void everyByteString_isReadWithoutAnotherException() {
        Random random = new Random(7);
        byte[] good = ContractGuest.module();
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int j = 0; j < 4 && bad.length > 0; j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }

            assertThat(SectionReader.read(bad, ModuleCaps.STANDARD)).isNotNull();
        }
    }
}
