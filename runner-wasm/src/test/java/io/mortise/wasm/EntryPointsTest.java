package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every import with pointers and lengths at and beyond every edge; the same in every run. */
@Timeout(240)
class EntryPointsTest {
    private static final int MEMORY = 2 * 65_536;
    private static final List<Long> EDGES = List.of(
            0L,
            1L,
            2L,
            3L,
            4L,
            7L,
            8L,
            64L,
            255L,
            4_096L,
            MEMORY - 8L,
            MEMORY - 1L,
            (long) MEMORY,
            MEMORY + 1L,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            -1L,
            -8L,
            Long.MAX_VALUE,
            Long.MIN_VALUE);
    private static final int ROUNDS = 25;

    @TempDir
    Path directory;

    @Test
    void imports_answerOrTrap_whateverTheyAreGiven() {
        Random random = new Random(7);
        try (EntryPoints guest = new EntryPoints(directory)) {
            assertThat(guest.imports).hasSizeGreaterThan(60);
            for (int number = 0; number < guest.imports.size(); number++) {
                boolean sleeps = guest.imports.get(number).name().equals("poll_oneoff");
                for (int round = 0; round < (sleeps ? 3 : ROUNDS); round++) {
                    guest.check(
                            number,
                            random.longs(9)
                                    .map(seed -> EDGES.get(Math.floorMod((int) seed, EDGES.size())))
                                    .toArray());
                }
            }
        }
    }
}
