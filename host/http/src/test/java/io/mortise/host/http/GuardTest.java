package io.mortise.host.http;

import static io.mortise.host.http.Requests.ask;
import static io.mortise.host.http.Requests.host;
import static io.mortise.host.http.Requests.leading;
import static io.mortise.host.http.Requests.names;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.error.Detail.Denial;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Resolver NAMES = names(Map.of(
            "api.example.com", "93.184.216.34",
            "grafana.internal", "10.1.2.3",
            "other.internal", "10.1.2.3",
            "meta.example.com", "169.254.169.254",
            "loop.example.com", "127.0.0.1",
            "mapped.example.com", "::ffff:10.0.0.5",
            "mine.example.com", "203.0.114.9"));
    private static final OwnAddresses OWN = address -> address.getHostAddress().equals("203.0.114.9");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://evil.test/ | no granted entry takes this host; mortise grant weather http=evil.test",
                "https://evil.test?.example.com | no granted entry takes this host;"
                        + " mortise grant weather http=evil.test",
                "https://evil.test#.example.com | no granted entry takes this host;"
                        + " mortise grant weather http=evil.test",
                "https://evil.test:8443/ | no granted entry takes this host;"
                        + " mortise grant weather http=evil.test:8443",
                "https://api.example.com.evil.test/ | no granted entry takes this host;"
                        + " mortise grant weather http=api.example.com.evil.test",
                "http://10.0.0.5/ | private addresses are granted only by address;"
                        + " mortise grant weather http=10.0.0.5",
                "http://8.8.8.8/ | public addresses are granted only by address;"
                        + " mortise grant weather http=8.8.8.8",
                "http://127.0.0.1:8080/ | private addresses are granted only by address;"
                        + " mortise grant weather http=127.0.0.1:8080",
                "http://169.254.169.254/ | cloud metadata addresses are granted only by address;"
                        + " mortise grant weather http=169.254.169.254",
                "http://203.0.114.9/ | this machine's own addresses are granted only by address;"
                        + " mortise grant weather http=203.0.114.9",
                "http://[::ffff:10.0.0.5]/ | private addresses are granted only by address;"
                        + " mortise grant weather http=10.0.0.5",
                "http://[::ffff:7f00:1]:81/ | private addresses are granted only by address;"
                        + " mortise grant weather http=127.0.0.1:81",
                "http://[::1]:8080/ | private addresses are granted only by address;"
                        + " mortise grant weather http=[::1]:8080",
                "http://[64:ff9b::a00:5]/ | private addresses are granted only by address;"
                        + " mortise grant weather http=64:ff9b::a00:5",
                "http://[2002:a00:5::]/ | private addresses are granted only by address;"
                        + " mortise grant weather http=2002:a00:5::",
                "https://api.example.com:8443/ | port 8443 is not granted for this host;"
                        + " mortise grant weather http=api.example.com:8443",
                "http://api.example.com:443/ | port 443 is not granted for this host;"
                        + " mortise grant weather http=api.example.com:443",
                "http://loop.example.com/ | the name leads to 127.0.0.1, and private addresses are granted only by"
                        + " address; mortise grant weather http=loop.example.com@127.0.0.1/32",
                "http://mapped.example.com/ | the name leads to 10.0.0.5, and private addresses are granted only by"
                        + " address; mortise grant weather http=mapped.example.com@10.0.0.5/32",
                "http://mine.example.com/ | the name leads to 203.0.114.9, and this machine's own addresses are granted"
                        + " only by address; mortise grant weather http=mine.example.com@203.0.114.9/32",
                "http://meta.example.com/ | the name leads to 169.254.169.254, and cloud metadata addresses are granted"
                        + " only by naming them exactly;"
                        + " mortise grant weather http=meta.example.com@169.254.169.254/32",
            })
    void check_refuses_withHopRuleAndGrantLine(String url, String expected) {
        HostFailure refused = send(url, host("*.example.com"));

        String shown = url.replaceFirst("[?#].*", "/")
                .replace("[::ffff:10.0.0.5]", "10.0.0.5")
                .replace("[::ffff:7f00:1]", "127.0.0.1");
        assertThat(refused).hasMessage("GET " + shown + " (hop 1): " + expected);
        assertThat(refused.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://017700000001/",
                "http://127.0.0.0x1/",
                "http://2130706433./",
                "http://256.256.256.256/"
            })
    void check_refusesNumbersThatAreNoPlainAddress_whateverIsGranted(String url) {
        HostFailure refused = send(url, host("*"), host("127.0.0.1"), host("2130706433"), host("0x7f000001"));

        assertThat(refused)
                .hasMessage("GET " + url.replace("./", "./")
                        + " (hop 1): the host is a number but no plain IPv4 address such as 192.0.2.1");
        assertThat(refused.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com:x@evil.test/, GET https://evil.test/",
        "https://api.example.com@evil.test/, GET https://evil.test/",
        "https://:secret@api.example.com/, GET https://api.example.com/"
    })
    void check_refusesUserInfo_whateverIsGranted(String url, String shown) {
        HostFailure refused = send(url, host("*"));

        assertThat(refused)
                .hasMessage(shown + " (hop 1): user info in a URL hides its host; send an authorization header");
        assertThat(refused.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://api.example.com/", "file:///etc/passwd", "api.example.com", "//api.example.com/", "https://",
                "https://exa mple.com/", "jar:https://api.example.com/!", "http://[fe80::1%25eth0]/", "", "http://:80/"
            })
    void check_refusesWhatIsNoHttpUrl(String url) {
        HostFailure refused = send(url, host("*"));

        assertThat(refused).hasMessage("the URL is no http or https URL of at most 8192 characters");
        assertThat(refused.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    }

    @Test
    void check_takesABackslashForASlash_asTheClientDoes() {
        assertThat(send("https://evil.test\\@api.example.com/", host("api.example.com")))
                .hasMessage("GET https://evil.test/@api.example.com/ (hop 1): no granted entry takes this host;"
                        + " mortise grant weather http=evil.test");
    }

    @Test
    void check_refusesAUrlThatIsTooLong() {
        assertThat(send("https://api.example.com/" + "a".repeat(9_000), host("*")))
                .hasMessage("the URL is no http or https URL of at most 8192 characters");
    }

    @Test
    void check_neverPutsAShellCommandIntoTheGrantLine() {
        HostFailure refused = send("https://a;rm$IFS-rf.evil.test/", host("api.example.com"));

        assertThat(refused).hasMessageEndingWith("(hop 1): the host has characters that no host name has");
    }

    @Test
    void check_refusesAMethodThatIsNotGranted() {
        Permission.Http readOnly =
                new Permission.Http("api.example.com", Set.of("GET"), Set.of(), Optional.empty(), Set.of());

        HostFailure refused = send(ask("delete", "https://api.example.com/x?token=1", Map.of(), ""), rules(readOnly));

        assertThat(refused)
                .hasMessage("DELETE https://api.example.com/x (hop 1): the method DELETE is not granted for this host;"
                        + " mortise grant weather http=api.example.com");
        assertThat(refused.detail())
                .isEqualTo(new Denial(
                        "http=api.example.com",
                        "DELETE api.example.com",
                        "http=api.example.com",
                        "mortise grant weather http=api.example.com"));
    }

    @Test
    void check_needsHostPortAndMethodInOneEntry() {
        Permission.Http posts =
                new Permission.Http("api.example.com", Set.of("POST"), Set.of(443), Optional.empty(), Set.of());
        Permission.Http gets =
                new Permission.Http("api.example.com", Set.of("GET"), Set.of(8443), Optional.empty(), Set.of());

        assertThat(send("https://api.example.com/", posts, gets)).hasMessageContaining("the method GET is not granted");
        assertThat(send("https://other.example.com/", posts, gets))
                .hasMessageContaining("no granted entry takes this host");
    }

    @Test
    void check_passesAPublicHost_onlyToItsAddresses() throws Exception {
        Guard.Passage passage = passage("https://API.example.com./", rules(host("api.example.com")));

        assertThat(passage).isEqualTo(new Guard.Passage(addresses("93.184.216.34"), Optional.empty()));
    }

    @Test
    void check_passesAPrivateAddress_whenTheGrantSaysWhereTheNameMayLead() throws Exception {
        Rules rules = rules(leading("grafana.internal", "10.0.0.0/8"), host("other.internal"));

        assertThat(passage("http://grafana.internal/", rules).addresses()).isEqualTo(addresses("10.1.2.3"));
        assertThat(send(HttpAsk.get("http://other.internal/"), rules)).hasMessageContaining("leads to 10.1.2.3");
    }

    @Test
    void check_passesAPrivateAddress_whenSettingsSayWhereAGrantedNameMayLead() throws Exception {
        Map<String, Set<String>> settings = Map.of("grafana.internal", Set.of("10.1.0.0/16"));

        assertThat(passage("http://grafana.internal/", withAddresses(settings, host("*.internal")))
                        .addresses())
                .isEqualTo(addresses("10.1.2.3"));
        assertThat(send(HttpAsk.get("http://grafana.internal/"), withAddresses(settings)))
                .hasMessageContaining("no granted entry takes this host");
        assertThat(send(HttpAsk.get("http://other.internal/"), withAddresses(settings, host("*.internal"))))
                .hasMessageContaining("leads to 10.1.2.3");
    }

    @Test
    void check_refusesMetadata_underANetwork_andTakesItWhenNamedExactly() throws Exception {
        assertThat(send("http://meta.example.com/", leading("meta.example.com", "169.254.0.0/16")))
                .hasMessageContaining("granted only by naming them exactly");
        assertThat(passage("http://meta.example.com/", rules(leading("meta.example.com", "169.254.169.254/32")))
                        .addresses())
                .isEqualTo(addresses("169.254.169.254"));
        assertThat(passage("http://169.254.169.254/", rules(host("169.254.169.254")))
                        .addresses())
                .isEqualTo(addresses("169.254.169.254"));
    }

    @Test
    void check_passesOnlyTheAllowedOnes_whenANameHasSeveralAddresses() throws Exception {
        Resolver mixed = name -> List.of(InetAddress.getByName("10.0.0.5"), InetAddress.getByName("93.184.216.34"));

        assertThat(guard(rules(host("*")), mixed, OWN)
                        .check(hop("http://mixed.example/"), soon(), Cancellation.NONE)
                        .addresses())
                .isEqualTo(addresses("93.184.216.34"));
    }

    @Test
    void check_refuses_whenOwnAddressesAreUnknown() {
        OwnAddresses broken = address -> {
            throw new SocketException("no");
        };

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> guard(rules(host("*")), NAMES, broken)
                        .check(hop("http://api.example.com/"), soon(), Cancellation.NONE)))
                .isInstanceOf(HostFailure.class)
                .hasMessage("GET http://api.example.com/ (hop 1): this machine's own addresses could not be read");
    }

    @Test
    void check_isUnavailable_whenTheNameDoesNotResolve() {
        HostFailure refused = send("http://missing.example/", host("*"));

        assertThat(refused).hasMessage("GET http://missing.example/ (hop 1): the host's name does not resolve");
        assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
    }

    @Test
    void check_ignoresANetworkThatIsNone() {
        assertThat(send("http://grafana.internal/", leading("grafana.internal", "10/8")))
                .hasMessageContaining("leads to 10.1.2.3");
    }

    @Test
    void check_givesTheSecretOfTheMostExactEntry() throws Exception {
        Rules rules = withSecrets(
                Map.of("WIDE", "w", "EXACT", "e"), auth("*.example.com", "WIDE"), auth("api.example.com", "EXACT"));

        assertThat(passage("https://api.example.com/", rules).bearer()).contains("e");
    }

    @Test
    void check_refusesToSendASecretInTheClear() {
        Rules rules = withSecrets(Map.of("KEY", "k"), auth("api.example.com", "KEY"));

        assertThat(send(HttpAsk.get("http://api.example.com/"), rules))
                .hasMessage("GET http://api.example.com/ (hop 1): secret KEY of this entry is sent over https only");
    }

    @Test
    void check_isUnavailable_whenTheSecretHasNoValue() {
        assertThat(send(HttpAsk.get("https://api.example.com/"), withSecrets(Map.of(), auth("api.example.com", "KEY"))))
                .hasMessage("GET https://api.example.com/ (hop 1): secret KEY of this entry has no usable value");
        assertThat(send(
                        HttpAsk.get("https://api.example.com/"),
                        withSecrets(Map.of("KEY", "a\r\nX: y"), auth("api.example.com", "KEY"))))
                .hasMessageContaining("has no usable value");
    }

    private static Permission.Http auth(String host, String secret) {
        return new Permission.Http(host, Set.of(), Set.of(), Optional.of(secret), Set.of());
    }

    private static Rules withSecrets(Map<String, String> secrets, Permission.Http... granted) {
        return new Rules(
                Requests.WEATHER,
                () -> List.of(granted),
                Map.of(),
                Optional.empty(),
                Requests.MAX_BODY,
                name -> Optional.ofNullable(secrets.get(name)));
    }

    private static Rules withAddresses(Map<String, Set<String>> addresses, Permission.Http... granted) {
        return new Rules(
                Requests.WEATHER,
                () -> List.of(granted),
                addresses,
                Optional.empty(),
                Requests.MAX_BODY,
                name -> Optional.empty());
    }

    private static HostFailure send(String url, Permission.Http... granted) {
        return send(HttpAsk.get(url), rules(granted));
    }

    private static HostFailure send(HttpAsk ask, Rules rules) {
        try (OkHttpService service = OkHttpService.open(NAMES, OWN)) {
            return refused(service.open(rules), ask);
        }
    }

    private static Guard.Passage passage(String url, Rules rules) throws InterruptedException {
        return guard(rules, NAMES, OWN).check(hop(url), soon(), Cancellation.NONE);
    }

    private static Guard guard(Rules rules, Resolver resolver, OwnAddresses own) {
        return new Guard(rules, new Resolution(resolver).open(), own);
    }

    private static Hop hop(String url) {
        return Hop.first(HttpAsk.get(url), Requests.MAX_BODY);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static Set<InetAddress> addresses(String address) throws Exception {
        return Set.of(InetAddress.getByName(address));
    }
}
