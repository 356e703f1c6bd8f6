package io.mortise.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipDamageTest {
    private static final String SEEDS = "ZipFuzzTestInputs/unpack_holds_forWhateverIsFound/";
    private static final List<String> UNPACKED = List.of("good.zip", "streamed.zip");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good.zip",
                "streamed.zip",
                "traversal.zip",
                "bomb.zip",
                "cut.zip",
                "junk-before.zip",
                "empty.zip"
            })
    void unpack_holds_forTheSeeds(String seed) throws IOException {
        assertThat(ZipProperty.check(read(seed))).isEqualTo(UNPACKED.contains(seed));
    }

    @Test
    void unpack_holds_forHundredsOfDamagedArchives() throws IOException {
        Random random = new Random(42);
        for (String seed : UNPACKED) {
            byte[] good = read(seed);
            for (int i = 0; i < 300; i++) {
                byte[] damaged = good.clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                ZipProperty.check(damaged);
            }
        }
    }

    private static byte[] read(String seed) throws IOException {
        try (InputStream in = ZipDamageTest.class.getResourceAsStream(SEEDS + seed)) {
            assertThat(in).as(seed).isNotNull();
            return in.readAllBytes();
        }
    }
}
