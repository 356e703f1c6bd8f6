package io.mortise.wasm.internal.debug;

import io.mortise.wasm.internal.binary.ModuleMap;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real debug sections with a few bytes changed, cut off or doubled; the same in every run. */
@Timeout(120)
class DebugReadersTest {
    private static final int ROUNDS = 1_500;

    @Test
    void readers_answer_forModulesThatWereChanged() {
        List.of("trap-dwarf4.wasm", "trap-dwarf5.wasm", "trap-stripped.wasm")
                .forEach(seed -> mutate(DebugReaders.seed(seed), DebugReaders::module));
    }

    @Test
    void readers_answer_forSectionsThatWereChanged() {
        for (String seed : List.of("trap-dwarf4.wasm", "trap-dwarf5.wasm")) {
            ModuleMap map = ModuleMap.read(DebugReaders.seed(seed));
            for (String section : List.of(".debug_line", "name", "producers")) {
                mutate(map.custom(section).orElseThrow(), DebugReaders::part);
            }
        }
    }

    private static void mutate(byte[] seed, Consumer<byte[]> check) {
        Random random = new Random(seed.length);
        check.accept(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = seed.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            check.accept(round % 5 == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length * 2)) : changed);
        }
    }
}
