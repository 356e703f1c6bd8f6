package io.mortise.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HclogWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final HclogWriter log =
            new HclogWriter(out, "plugin", Clock.fixed(Instant.parse("2026-11-21T04:00:56.257677Z"), ZoneOffset.UTC));

    @Test
    void line_isOneJsonObject_withStringsOnly() {
        log.line("info", "tab\t quote\" back\\ line\nbreak \u0001 é 😀 \ud800 lone");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"@level\":\"info\",\"@message\":\"tab\\t quote\\\" back\\\\ line\\nbreak \\u0001 é"
                        + " \\ud83d\\ude00 \\ud800 lone\",\"@module\":\"plugin\","
                        + "\"@timestamp\":\"2026-11-21T04:00:56.257677Z\"}\n");
    }

    @Test
    void timestamp_hasSixDigits_alsoOnAWholeSecond() {
        var writer = new HclogWriter(out, "plugin", Clock.fixed(Instant.parse("2026-11-21T04:00:56Z"), ZoneOffset.UTC));

        writer.line("info", "x");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"2026-11-21T04:00:56.000000Z\"");
    }

    @Test
    void line_isCut_whenItIsTooLong() {
        log.line("info", "x".repeat(10_000));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("x … 1808 characters cut\"");
    }

    @Test
    void uncaught_bringsTheStack_asAString() {
        log.uncaught("in test", new IllegalStateException("boom"));

        var record = JsonMapper.builder().build().readTree(out.toByteArray());
        assertThat(record.get("@message").asString()).isEqualTo("in test: java.lang.IllegalStateException: boom");
        assertThat(record.get("stack").asString())
                .startsWith("java.lang.IllegalStateException: boom\n\tat io.mortise.sdk.internal.HclogWriterTest");
    }

    @Test
    void lines_areSplitAtNewlines_andAtTheCap() {
        List<String> lines = new ArrayList<>();
        var splitter = new LineSplitter(lines::add, 5);

        for (String text : List.of("a\nb", "c\r\n\nde", "fghijklmn\n12345", "\nend")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            splitter.write(bytes, 0, bytes.length);
        }

        assertThat(lines).containsExactly("a", "bc", "", "defgh", "ijklm", "n", "12345", "");
    }
}
