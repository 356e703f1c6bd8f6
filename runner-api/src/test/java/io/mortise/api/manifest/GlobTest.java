package io.mortise.api.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, a.b, true",
        "a.b, a.b, true",
        "a.b, a.c, false",
        "a.*, a.b, true",
        "a.*, a.b.c, true",
        "a.*, a, false",
        "a.*, ab.c, false",
        "*.b, a.b, true",
        "*.b, a.c.b, false",
        "a.x*y.c, a.x1y.c, true",
        "a.x*y.c, a.xy.c, true",
        "a.x*x.c, a.x.c, false",
    })
    void glob_matchesByTheSegment(String pattern, String name, boolean expected) {
        assertThat(Glob.of(pattern).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*, a.*, true",
        "a.*, a.b.*, true",
        "a.*, a.*, true",
        "a.*, *, false",
        "a.*, b.*, false",
        "a.*, a*, false",
        "a.b, a.*, false",
        "*.b, *.*, false",
    })
    void glob_coversAnother_onlyWhenItTakesEveryNameOfIt(String pattern, String other, boolean expected) {
        assertThat(Glob.of(pattern).covers(other)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a.*, true", "a.**, false", "a..b, false", "a*b*c, false", "*, true"})
    void glob_isValid_withOneStarInASegment(String pattern, boolean expected) {
        assertThat(Glob.isValid(pattern)).isEqualTo(expected);
    }
}
