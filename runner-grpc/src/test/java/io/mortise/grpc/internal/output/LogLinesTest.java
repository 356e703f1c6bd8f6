package io.mortise.grpc.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mortise.api.host.LogLine;
import io.mortise.api.host.LogLine.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private final LogLines lines = new LogLines(LogLine.Stream.STDERR);

    private LogLine line(Level level, String message, String fields) {
        return new LogLine(level, message, fields, LogLine.Stream.STDERR);
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

    /** First the lines of the panic, then one that is none of it. */
    static Stream<Arguments> panics() {
        return Stream.of(
                arguments("panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/x.go:3 +0x1d", ""),
                arguments("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1", ""),
                arguments(
                        "Exception in thread \"a\" java.lang.Error: x\n\tat A.a(A.java:1)\nCaused by: B\n\t... 1 more",
                        "on"),
                arguments("# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV", "on"),
                arguments("Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: boom", "on"),
                arguments("thread 'main' panicked at src/main.rs:2:5:\nboom\nnote: run with `RUST_BACKTRACE=1`", "on"),
                arguments("Uncaught TypeError: x is not a function\n    at f (x.js:1)", "on"));
    }

    @ParameterizedTest
    @MethodSource("panics")
    void aPanic_isAnErrorToItsEnd_inTheWayOfItsLanguage(String text, String after) {
        assertThat(lines.parse("before").level()).isEqualTo(Level.INFO);
        for (String line : text.split("\n")) {
            assertThat(lines.parse(line)).isEqualTo(line(Level.ERROR, line, ""));
            assertThat(lines.place()).isNotEqualTo(LogLines.Place.APART);
        }
        assertThat(lines.parse("[DEBUG] tagged").level()).isEqualTo(Level.DEBUG);
        assertThat(lines.place()).isEqualTo(LogLines.Place.APART);
        if (!after.isEmpty()) {
            assertThat(lines.parse(after)).isEqualTo(line(Level.INFO, after, ""));
        }
    }
}
