package io.mortise.manager.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "^2.1 | 2.1.0 | true",
                "^2.1 | 2.9.9 | true",
                "^2.1 | 3.0.0 | false",
                "^0.3.1 | 0.3.9 | true",
                "^0.3.1 | 0.4.0 | false",
                "~1.4 | 1.4.7 | true",
                "~1.4 | 1.5.0 | false",
                ">=0.3 <0.6 | 0.3.0 | true",
                ">=0.3 <0.6 | 0.6.0 | false",
                ">= 1.2.3 | 1.2.3 | true",
                "1.x | 1.9.0 | true",
                "1.x | 2.0.0 | false",
                "* | 7.0.0 | true",
                "1.2.3 - 2.3 | 2.3.9 | true",
                "1.2.3 - 2.3 | 2.4.0 | false",
                "1.2.3 | 1.2.4 | false",
                "^2.1 | 2.2.0-beta.1 | false",
                "^2.1 | nonsense | false"
            })
    void range_coversWhatNpmSays(String range, String version, boolean covered) {
        assertThat(VersionRange.parse(range).orElseThrow().covers(version)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "~>2",
                ">=1 <",
                "1.2.3.4",
                "^1.2-beta",
                "1 || || 2",
                ">1,<2",
                "[1,2)",
                "latest",
                "01.2.3"
            })
    void text_isNoRange_whenNpmWouldNotTakeIt(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void eitherSet_suffices() {
        VersionRange range = VersionRange.parse("^1.2 || >=3.0.0-rc.1 <4").orElseThrow();

        assertThat(range.covers("1.3.0")).isTrue();
        assertThat(range.covers("2.0.0")).isFalse();
        assertThat(range.covers("3.5.0")).isTrue();
        assertThat(range).hasToString("^1.2 || >=3.0.0-rc.1 <4");
    }

    @org.junit.jupiter.api.Test
    void range_isRefused_whenItIsLongerThan256Characters() {
        assertThat(VersionRange.parse("1.0.0 || ".repeat(40) + "1.0.0")).isEmpty();
    }
}
