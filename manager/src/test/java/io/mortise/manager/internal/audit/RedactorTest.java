package io.mortise.manager.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.manager.internal.json.Json;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String SECRET = "s3cr\"t/ä +\\k\u20acy";

    private final Redactor redactor = new Redactor();

    private String redact(String text) {
        redactor.learn(List.of(SECRET));
        return redactor.redact(text);
    }

    @Test
    void secret_isTakenOut_asItStands() {
        assertThat(redact("key=" + SECRET + "; again " + SECRET)).isEqualTo("key=[secret]; again [secret]");
    }

    @Test
    void secret_isTakenOut_whenEscapedForJson() {
        assertThat(redact(Json.text(SECRET))).isEqualTo("\"[secret]\"");
        assertThat(redact("s3cr\\\"t\\/\\u00e4 +\\\\k\\u20acy")).isEqualTo("[secret]");
        assertThat(redact("s3cr\\\"t/\\u00E4 +\\\\k\\u20ACy")).isEqualTo("[secret]");
    }

    @Test
    void secret_isTakenOut_whenPercentEncoded() {
        String form = URLEncoder.encode(SECRET, UTF_8);

        assertThat(redact(form)).isEqualTo("[secret]");
        assertThat(redact(form.replace("+", "%20"))).isEqualTo("[secret]");
        assertThat(redact(form.replace("+", "%20").toLowerCase(Locale.ROOT))).isEqualTo("[secret]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "usr", "user:"})
    void secret_isTakenOut_whereverItStandsInBase64(String before) {
        byte[] text = (before + SECRET + "!").getBytes(UTF_8);
        String core = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)).substring(4, 12);

        String standard = redact(Base64.getEncoder().encodeToString(text));
        String url = redact(Base64.getUrlEncoder().encodeToString(text));

        assertThat(standard).contains(Redactor.MARK).doesNotContain(core).hasSizeLessThan(8 + before.length() * 2 + 8);
        assertThat(url).contains(Redactor.MARK);
    }

    @Test
    void shortValue_isLeft_becauseItWouldMatchEverywhere() {
        redactor.learn(List.of("abc"));

        assertThat(redactor.redact("abc abcd")).isEqualTo("abc abcd");
    }

    @Test
    void secretThatHoldsAnother_isTakenOutWhole() {
        redactor.learn(List.of("token", "token-of-ada"));

        assertThat(redactor.redact("token-of-ada token")).isEqualTo("[secret] [secret]");
    }
}
