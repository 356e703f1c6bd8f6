package io.mortise.manager.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "API.Example.com",
                "*.example.com",
                "api-*.example.com",
                "*",
                "localhost",
                "10.0.0.5",
                "fd00::1",
                "::ffff:10.0.0.1",
                "xn--bcher-kva.example",
                "_sip.example.com",
                "1and1.com"
            })
    void host_mayBeNamed(String host) {
        assertThat(HostPattern.problem(host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.com | is a URL; write the host alone, such as api.example.com",
                "api.example.com/x | is a URL; write the host alone, such as api.example.com",
                "user@evil.test | is a URL; write the host alone, such as api.example.com",
                "api.example.com:443 | has a port; write it under ports",
                "[fd00::1] | has brackets; write an IPv6 address without",
                "fd00:::1 | is no IPv6 address",
                "example.com. | is not a host: letters, digits, - and at most one * in each label",
                "a..b | is not a host: letters, digits, - and at most one * in each label",
                "-a.example.com | is not a host: letters, digits, - and at most one * in each label",
                "a*b*c.example.com | is not a host: letters, digits, - and at most one * in each label",
                "bücher.example | is not a host: letters, digits, - and at most one * in each label",
                "api.* | would match every ending; a * stands before or inside labels of a domain",
                "*.* | would match every ending; a * stands before or inside labels of a domain",
                "2130706433 | is a number, not a host; write an address as four parts such as 10.0.0.5",
                "0x7f000001 | is a number, not a host; write an address as four parts such as 10.0.0.5",
                "127.1 | is a number, not a host; write an address as four parts such as 10.0.0.5",
                "0177.0.0.1 | is a number, not a host; write an address as four parts such as 10.0.0.5",
                "10.0.0.256 | is a number, not a host; write an address as four parts such as 10.0.0.5"
            })
    void host_isRefused_withTheReason(String host, String reason) {
        assertThat(HostPattern.problem(host)).contains('"' + host + "\" " + reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void label_has63CharactersAtMost(int length) {
        assertThat(HostPattern.problem("a".repeat(length) + ".example").isEmpty())
                .isEqualTo(length == 63);
    }
}
