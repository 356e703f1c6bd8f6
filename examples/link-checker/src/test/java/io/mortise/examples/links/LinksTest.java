package io.mortise.examples.links;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void links_areAbsolute_eachOnce_withoutFragments() {
        String html =
                """
                <a href="/about">a</a> <A class=x HREF='b.html#top'>b</A> <a href="b.html">again</a>
                <a href="mailto:x@example.org">m</a> <a href="#here">h</a> <a href="https://other.example/x?y=1">o</a>
                <link href="style.css"> <a href="http://[bad">bad</a>""";

        assertThat(Links.of("https://site.example/dir/page.html", html))
                .containsExactly(
                        "https://site.example/about",
                        "https://site.example/dir/b.html",
                        "https://other.example/x?y=1",
                        "http://[bad");
    }
}
