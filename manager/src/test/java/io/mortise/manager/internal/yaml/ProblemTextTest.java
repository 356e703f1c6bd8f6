package io.mortise.manager.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
    private static final Problem PROBLEM = new Problem("plugin.yaml", new Place(2, 6, 3), "a.b", "is wrong");

    @Test
    void excerpt_hasACaretUnderThePlace() {
        assertThat(ProblemText.render(List.of(PROBLEM), "x: 1\n\tb: \tbad\n", false))
                .isEqualTo("plugin.yaml:2: a.b: is wrong\n    2 |  b:  bad\n      |      ^^^");
    }

    @Test
    void colour_isForTheHeadlineAndTheCaret() {
        assertThat(ProblemText.render(List.of(PROBLEM), "x: 1\n b:  bad", true))
                .isEqualTo("\u001b[1mplugin.yaml:2: a.b: is wrong\u001b[0m\n    2 |  b:  bad\n"
                        + "      |      \u001b[31m^^^\u001b[0m");
    }

    @Test
    void excerpt_isLeftOut_whenThereIsNoSuchLine() {
        assertThat(ProblemText.render(List.of(PROBLEM), "x: 1", false)).isEqualTo("plugin.yaml:2: a.b: is wrong");
    }

    @Test
    void excerpt_isHarmless_whenTheLineHoldsControlCharacters() {
        assertThat(ProblemText.render(
                        List.of(new Problem("f", new Place(1, 7, 1), "", "p")), "a\u001b[2J\u202ex: 1", false))
                .isEqualTo("f:1: p\n    1 | a\\u001b[2J\\u202ex: 1\n      |                 ^");
    }
}
