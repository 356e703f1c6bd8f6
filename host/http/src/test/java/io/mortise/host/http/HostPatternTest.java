package io.mortise.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com, true",
        "api.example.com, example.com, false",
        "api.example.com, xapi.example.com, false",
        "*.example.com, api.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, .example.com, false",
        "*.example.com, evilexample.com, false",
        "*.example.com, api.example.com.evil.test, false",
        "api-*.example.com, api-eu.example.com, true",
        "api-*.example.com, api-.example.com, false",
        "api-*.example.com, api-a.b.example.com, false",
        "api-*.example.com, api-eu.evil.com, false",
        "*-api.example.com, eu-api.example.com, true",
        "a**.example.com, abc.example.com, false",
        "*, anything.example, true",
        "*, localhost, true",
        "*, 8.8.8.8, false",
        "*, ::1, false",
        "*.0.0.1, 127.0.0.1, false",
        "127.0.0.*, 127.0.0.1, false",
        "127.0.0.1, 127.0.0.1, true",
        "::ffff:127.0.0.1, 127.0.0.1, true",
        "fd00:0:0::1, fd00::1, true",
        "[fd00::1], fd00::1, true",
        "xn--bcher-kva.example, xn--bcher-kva.example, true"
    })
    void takes_followsTheForms(String pattern, String host, boolean taken) {
        assertThat(new HostPattern(pattern).takes(host)).isEqualTo(taken);
    }
}
