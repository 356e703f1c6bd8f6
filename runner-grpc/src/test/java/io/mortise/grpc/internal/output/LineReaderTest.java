package io.mortise.grpc.internal.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(int max, byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        new LineReader(max).readAll(new ByteArrayInputStream(bytes), lines::add);
        return lines;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(100, text.getBytes(UTF_8));
    }

    @Test
    void lines_endAtNewlines_andAtTheEnd() throws IOException {
        assertThat(lines("a\nb\r\n\nlast")).containsExactly("a", "b", "", "last");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aLongLine_isCutWithACount_andTheNextIsWhole() throws IOException {
        assertThat(lines(5, "1234567890\nnext\n".getBytes(UTF_8))).containsExactly("12345 … 5 bytes cut", "next");
        assertThat(lines(5, "12345\n".getBytes(UTF_8))).containsExactly("12345");
    }

    @Test
    void aLineOfAMebibyte_costsOnlyItsCap() throws IOException {
        byte[] huge = new byte[1 << 20];
        java.util.Arrays.fill(huge, (byte) 'x');

        assertThat(lines(64 << 10, huge)).containsExactly("x".repeat(64 << 10) + " … 983040 bytes cut");
    }

    @Test
    void invalidUtf8_becomesReplacementCharacters() throws IOException {
        assertThat(lines(100, new byte[] {'a', (byte) 0xFF, 'b', '\n'})).containsExactly("a\uFFFDb");
    }

    @Test
    void pieces_areJoined() {
        List<String> lines = new ArrayList<>();
        var reader = new LineReader(100);
        reader.accept("he".getBytes(UTF_8), 2, lines::add);
        reader.accept("llo\nwor".getBytes(UTF_8), 7, lines::add);
        reader.finish(lines::add);

        assertThat(lines).containsExactly("hello", "wor");
    }

    @Test
    void utf8Cut_neverSplitsACharacter() {
        assertThat(Utf8Cut.cut("aé€😀", 2)).isEqualTo("a");
        assertThat(Utf8Cut.cut("aé€😀", 3)).isEqualTo("aé");
        assertThat(Utf8Cut.cut("aé€😀", 9)).isEqualTo("aé€");
        assertThat(Utf8Cut.cut("aé€😀", 10)).isEqualTo("aé€😀");
    }

    @Test
    void lastLines_keepTheNewestOf64KiB() {
        var last = new LastLines();
        for (int i = 0; i < 1000; i++) {
            last.add(i + "x".repeat(1000), false);
        }
        last.add("broke", true);
        last.add("z".repeat(10_000), false);

        assertThat(last.all().stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(64 << 10);
        assertThat(last.last(2)).containsExactly("broke", "z".repeat(8192) + " …");
        assertThat(last.lastError()).contains("broke");
    }

    @Test
    void lastLines_keepAPanicAsOneEntry() {
        var last = new LastLines();
        last.add("before", false);
        last.beginPanic("panic: boom");
        for (int i = 0; i < 1000; i++) {
            last.more("goroutine " + i + ' ' + "x".repeat(100));
        }

        assertThat(last.all()).hasSize(2);
        assertThat(last.all().get(1))
                .startsWith("panic: boom\ngoroutine 0 x")
                .endsWith("\n…")
                .hasSizeLessThan(17 << 10);
        assertThat(last.lastError()).contains("panic: boom");
    }
}
