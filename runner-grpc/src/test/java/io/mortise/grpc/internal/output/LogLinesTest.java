package io.mortise.grpc.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.LogLine;
import io.mortise.api.host.LogLine.Level;
import io.mortise.api.host.LogLine.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private final LogLines lines = new LogLines(Stream.STDERR);

    private LogLine line(Level level, String message, String fields) {
        return new LogLine(level, message, fields, Stream.STDERR);
    }

    @Test
    void anHclogRecord_keepsItsLevelMessageAndFields() {
        assertThat(lines.parse("{\"@level\":\"WARN\",\"@message\":\"caf\\u00e9 \\\"x\\\"\",\"@module\":\"db\","
                        + "\"@timestamp\":\"2026-11-21T04:00:56.257677Z\",\"rows\":[1,{\"a\":null}],\"ok\":true}"))
                .isEqualTo(line(Level.WARN, "café \"x\"", "{\"module\":\"db\",\"rows\":[1,{\"a\":null}],\"ok\":true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@level\":3,\"@message\":\"m\"}",
                "{\"@level\":\"info\",\"@message\":{}}",
                "{\"@level\":\"loud\",\"@message\":\"m\"}",
                "{\"@level\":\"info\"}",
                "{\"@level\":\"info\",\"@message\":\"m\"",
                "{\"@level\":\"info\",\"@message\":\"m\"} tail",
                "{\"a\":01}",
                "[1]",
                "{"
            })
    void whatIsNoRecord_isAPlainLine(String text) {
        assertThat(lines.parse(text)).isEqualTo(line(Level.INFO, text, ""));
    }

    @Test
    void aRecordNestedWithoutEnd_isAPlainLine() {
        String deep = "{\"@level\":\"info\",\"@message\":\"m\",\"a\":" + "[".repeat(10_000) + "}";

        assertThat(lines.parse(deep).level()).isEqualTo(Level.INFO);
        assertThat(lines.parse(deep).message()).isEqualTo(deep);
    }

    @Test
    void aLevelInBrackets_isTheLinesLevel() {
        assertThat(lines.parse("[ERROR] no space")).isEqualTo(line(Level.ERROR, "no space", ""));
        assertThat(lines.parse("[error] no space")).isEqualTo(line(Level.INFO, "[error] no space", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "panic: runtime error: index out of range",
                "fatal error: all goroutines are asleep",
                "Exception in thread \"main\" java.lang.Error",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "Traceback (most recent call last):",
                "thread 'main' panicked at src/main.rs:2:5:"
            })
    void lastWords_makeAllThatFollowsAnError(String words) {
        assertThat(lines.parse("before").level()).isEqualTo(Level.INFO);
        assertThat(lines.parse(words).level()).isEqualTo(Level.ERROR);
        assertThat(lines.parse("\tat somewhere").level()).isEqualTo(Level.ERROR);
        assertThat(lines.parse("[DEBUG] tagged").level()).isEqualTo(Level.DEBUG);
    }
}
