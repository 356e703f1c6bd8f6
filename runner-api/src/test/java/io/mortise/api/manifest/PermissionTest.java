package io.mortise.api.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Sandbox;
import io.mortise.api.manifest.Permission.Http;
import io.mortise.api.manifest.Permission.Named;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {
    private static Http http(String host, Set<String> methods, Set<Integer> ports) {
        return new Http(host, methods, ports, Optional.empty(), Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com, true",
        "api.example.com, API.example.com, true",
        "*.example.com, api.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, evilexample.com, false",
        "*, api.example.com, true",
        "*, 10.0.0.5, false",
        "*, ::1, false",
        "api.example.com, *, false",
        "api.example.com, *.example.com, false",
    })
    void http_coversByHost(String given, String wanted, boolean expected) {
        assertThat(Http.to(given).covers(Http.to(wanted))).isEqualTo(expected);
    }

    @Test
    void http_coversLess_neverMore() {
        Http getOnly = http("a.example", Set.of("GET"), Set.of());
        Http any = http("a.example", Set.of(), Set.of());
        Http on8443 = http("a.example", Set.of(), Set.of(8443));

        assertThat(any.covers(getOnly)).isTrue();
        assertThat(getOnly.covers(any)).isFalse();
        assertThat(any.covers(on8443)).isFalse();
        assertThat(on8443.covers(any)).isFalse();
    }

    @Test
    void http_doesNotCoverASecretOrANetworkItDoesNotName() {
        Http plain = Http.to("a.example");
        Http withSecret = new Http("a.example", Set.of(), Set.of(), Optional.of("KEY"), Set.of());
        Http inside = new Http("a.example", Set.of(), Set.of(), Optional.empty(), Set.of("10.0.0.0/8"));

        assertThat(plain.covers(withSecret)).isFalse();
        assertThat(withSecret.covers(plain)).isTrue();
        assertThat(plain.covers(inside)).isFalse();
        assertThat(inside.covers(plain)).isTrue();
    }

    @Test
    void native_coversTheStrongerSandbox() {
        Permission limited = new Permission.Native(Sandbox.LIMITED);

        assertThat(limited.covers(new Permission.Native(Sandbox.FULL))).isTrue();
        assertThat(limited.covers(new Permission.Native(Sandbox.NONE))).isFalse();
        assertThat(limited.words()).isEqualTo("run as a process (limited): it can do whatever the host's user can");
    }

    @Test
    void secrets_matchExactly_eventsByGlob() {
        assertThat(new Named(Named.Kind.SECRETS, "KEY*").matches("KEY1")).isFalse();
        assertThat(new Named(Named.Kind.EVENTS_PUBLISH, "weather.*").matches("weather.now"))
                .isTrue();
    }

    @Test
    void filesystem_coversWhatLiesBelow() {
        Permission data = new Permission.Filesystem("data", true);

        assertThat(data.covers(new Permission.Filesystem("data/in", false))).isTrue();
        assertThat(data.covers(new Permission.Filesystem("database", false))).isFalse();
        assertThat(new Permission.Filesystem("data", false).covers(data)).isFalse();
    }

    @Test
    void text_isWhatTheCommandLineTakes() {
        assertThat(Http.to("a.example").text()).isEqualTo("http=a.example");
        assertThat(new Http("g.internal", Set.of(), Set.of(), Optional.empty(), Set.of("10.0.0.0/8")).text())
                .isEqualTo("http=g.internal@10.0.0.0/8");
        assertThat(Permission.Kv.STANDARD.text()).isEqualTo("kv");
        assertThat(new Named(Named.Kind.APP, "chat.send").text()).isEqualTo("app=chat.send");
        assertThat(new Permission.Filesystem("data", true).text()).isEqualTo("filesystem=data:readwrite");
    }

    @Test
    void missing_namesWhatNothingCovers() {
        Permissions given = Permissions.of(Http.to("*.example.com"), Permission.Kv.STANDARD);
        Permissions wanted = Permissions.of(Http.to("api.example.com"), Http.to("other.example"));

        assertThat(given.missing(wanted)).containsExactly(Http.to("other.example"));
    }
}
