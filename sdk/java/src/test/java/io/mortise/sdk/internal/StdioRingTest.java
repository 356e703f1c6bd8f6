package io.mortise.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StdioRingTest {
    private final StdioRing ring = new StdioRing(10);

    @Test
    void take_givesWhatWasWritten_inPieces() throws Exception {
        write("hello world".substring(0, 9));

        assertThat(take(4)).isEqualTo("hell");
        write("12345");
        assertThat(take(100)).isEqualTo("o wor12345");
    }

    @Test
    void write_dropsTheOldest_andTheReaderIsTold() throws Exception {
        write("12345678");
        write("abcde");

        assertThat(take(100)).isEqualTo("\n[3 bytes of output dropped: nobody read them in time]\n");
        assertThat(take(100)).isEqualTo("45678abcde");
    }

    @Test
    void write_keepsTheEnd_whenItIsLargerThanTheRing() throws Exception {
        write("x");
        write("0123456789ABCDEF");

        assertThat(take(100)).isEqualTo("\n[7 bytes of output dropped: nobody read them in time]\n");
        assertThat(take(100)).isEqualTo("6789ABCDEF");
    }

    @Test
    void take_ends_whenTheRingIsClosedAndRead() throws Exception {
        write("last");
        ring.close();

        assertThat(take(100)).isEqualTo("last");
        assertThat(take(100)).isEmpty();
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ring.write(bytes, 0, bytes.length);
    }

    private String take(int max) throws InterruptedException {
        return new String(ring.take(max), StandardCharsets.UTF_8);
    }
}
