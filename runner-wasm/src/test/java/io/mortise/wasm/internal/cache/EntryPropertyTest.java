package io.mortise.wasm.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** The property that is fuzzed, on bytes made on purpose. */
class EntryPropertyTest {
    private static final byte[] GOOD = CodeEntry.encode(CodeCacheTest.code("first"));

    @Test
    void goodContent_isRead() {
        assertThat(EntryProperty.check(GOOD)).isTrue();
    }

    @Test
    void contentThatLies_isRefused() throws IOException {
        // A module of 2 GiB, of more bytes than there are, of a negative number; nothing; a million zeros.
        for (byte[] lie :
                new byte[][] {{0x7f, -1, -1, -1}, {0, 0, 0, 9, 1}, {-1, -1, -1, -1}, {}, new byte[1_000_000]}) {
            assertThat(EntryProperty.check(deflated(lie))).isFalse();
        }
    }

    @Test
    void property_holds_whereverContentIsCutOrChanged() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] some = Arrays.copyOf(GOOD, random.nextInt(GOOD.length + 8));
            for (int flips = random.nextInt(4); flips > 0 && some.length > 0; flips--) {
                some[random.nextInt(some.length)] ^= (byte) (1 << random.nextInt(8));
            }
            boolean ignored = EntryProperty.check(some);
        }
    }

    static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }
}
