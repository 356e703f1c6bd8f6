package io.mortise.manager.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "200ms, 200, 200ms",
        "5s, 5000, 5s",
        "60s, 60000, 1m",
        "90m, 5400000, 90m",
        "2h, 7200000, 2h",
        "0s, 0, 0ms"
    })
    void duration_isReadAndWritten(String text, long millis, String written) {
        assertThat(Quantity.duration(text)).contains(Duration.ofMillis(millis));
        assertThat(Quantity.text(Duration.ofMillis(millis))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "64KiB, 65536, 64KiB",
        "64MiB, 67108864, 64MiB",
        "64MB, 64000000, 62500KiB",
        "1GiB, 1073741824, 1GiB",
        "7B, 7, 7B"
    })
    void size_isReadAndWritten(String text, long bytes, String written) {
        assertThat(Quantity.size(text)).hasValue(bytes);
        assertThat(Quantity.text(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-5s", "1.5s", "5S", "5d", "9999999999s", "64kb", "64M", "s"})
    void anythingElse_isNone(String text) {
        assertThat(Quantity.duration(text)).isEmpty();
        assertThat(Quantity.size(text)).isEmpty();
    }

    @Test
    void largestWritten_doesNotOverflow() {
        assertThat(Quantity.duration("999999999h")).contains(Duration.ofHours(999_999_999));
        assertThat(Quantity.size("999999999GiB")).hasValue(999_999_999L << 30);
    }
}
