package io.mortise.host.http;

import static io.mortise.host.http.Requests.ask;
import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.leading;
import static io.mortise.host.http.Requests.names;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectTest {
    private static final Map<String, String> NAMES =
            Map.of("a.test", "127.0.0.1", "b.test", "127.0.0.1", "inside.test", "10.0.0.5");

    private final MockWebServer server = new MockWebServer();
    private final OkHttpService service = OkHttpService.open(names(NAMES), OwnAddresses.ofInterfaces());
    private String a = "";
    private String b = "";

    @BeforeEach
    void start() throws Exception {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        a = "http://a.test:" + server.getPort();
        b = "http://b.test:" + server.getPort();
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void send_followsFiveRedirects_andNoMore() {
        for (int i = 0; i < 5; i++) {
            server.enqueue(to("/next" + i));
        }
        server.enqueue(body("there"));
        Session session = open();

        assertThat(session.send(call(), HttpAsk.get(a + "/")).body())
                .asString(UTF_8)
                .isEqualTo("there");

        for (int i = 0; i < 6; i++) {
            server.enqueue(to("/again"));
        }
        HostFailure refused = refused(session, HttpAsk.get(a + "/"));
        assertThat(refused)
                .hasMessage("GET " + a + "/again (hop 6, from a.test): redirects once more, after 5 redirects");
        assertThat(refused.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(server.getRequestCount()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://10.0.0.5/ | GET http://10.0.0.5/ (hop 2, from a.test): private addresses are granted only by"
                        + " address; mortise grant weather http=10.0.0.5",
                "//169.254.169.254/latest/meta-data | GET http://169.254.169.254/latest/meta-data (hop 2, from a.test):"
                        + " cloud metadata addresses are granted only by address;"
                        + " mortise grant weather http=169.254.169.254",
                "http://[::ffff:127.0.0.1]/ | GET http://127.0.0.1/ (hop 2, from a.test): private addresses are granted"
                        + " only by address; mortise grant weather http=127.0.0.1",
                "http://evil.test/ | GET http://evil.test/ (hop 2, from a.test): no granted entry takes this host;"
                        + " mortise grant weather http=evil.test",
                "http://inside.test/ | GET http://inside.test/ (hop 2, from a.test): the name leads to 10.0.0.5,"
                        + " and private addresses are granted only by address; mortise grant weather http=inside.test@10.0.0.5/32",
            })
    void send_checksEachHopLikeTheFirst(String location, String message) {
        server.enqueue(to(location));

        HostFailure refused = refused(open(), HttpAsk.get(a + "/"));

        assertThat(refused).hasMessage(message);
        assertThat(refused.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(server.getRequestCount()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://a.test/ | redirects to what is no http or https URL",
                "file:///etc/passwd | redirects to what is no http or https URL",
                "javascript:alert(1) | redirects to what is no http or https URL",
                "http://a.test:x@b.test/ | redirects to a URL that is refused: user info in a URL hides its host;"
                        + " send an authorization header",
                "http://2130706433/ | redirects to a URL that is refused: the host is a number but no plain IPv4"
                        + " address such as 192.0.2.1",
            })
    void send_refusesTargetsThatNoGrantCouldAllow(String location, String rule) {
        server.enqueue(to(location));

        HostFailure refused = refused(open(), HttpAsk.get(a + "/"));

        assertThat(refused).hasMessage("GET " + a + "/ (hop 1): " + rule);
        assertThat(refused.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
    }

    @Test
    void next_refusesToLeaveHttps() {
        Hop hop = Hop.first(HttpAsk.get("https://a.test/x"), 10);

        HostFailure refused = catchThrowableOfType(
                HostFailure.class, () -> Redirect.next(hop, 301, "http://a.test/x", "weather", List.of()));

        assertThat(refused).hasMessage("GET https://a.test/x (hop 1): redirects from https to http");
    }

    @Test
    void send_takesWhatMayBeACredentialAlong_onlyToTheSameOrigin() throws Exception {
        Map<String, List<String>> headers = Map.of(
                "authorization", List.of("Basic x"),
                "cookie", List.of("a=b"),
                "x-api-key", List.of("k"),
                "accept", List.of("text/plain"));
        server.enqueue(to("/same"));
        server.enqueue(to(b + "/other"));
        server.enqueue(to(a + "/back"));
        server.enqueue(body("end"));

        open().send(call(), ask("GET", a + "/", headers, ""));

        assertThat(sentNames(server.takeRequest())).contains("authorization", "cookie", "x-api-key", "accept");
        assertThat(sentNames(server.takeRequest())).contains("authorization", "cookie", "x-api-key", "accept");
        assertThat(sentNames(server.takeRequest()))
                .contains("accept")
                .doesNotContain("authorization", "cookie", "x-api-key");
        assertThat(sentNames(server.takeRequest()))
                .contains("accept")
                .doesNotContain("authorization", "cookie", "x-api-key");
    }

    @Test
    void next_dropsCredentials_whenOnlyThePortOrTheSchemeChanges() {
        Hop hop = Hop.first(ask("GET", "http://a.test/x", Map.of("authorization", List.of("Basic x")), ""), 10);

        assertThat(Redirect.next(hop, 302, "http://a.test:81/x", "weather", List.of())
                        .headers()
                        .names())
                .isEmpty();
        assertThat(Redirect.next(hop, 302, "https://a.test/x", "weather", List.of())
                        .headers()
                        .names())
                .isEmpty();
        assertThat(Redirect.next(hop, 302, "//a.test:80/y", "weather", List.of())
                        .headers()
                        .names())
                .containsExactly("authorization");
    }

    @Test
    void send_addsTheSecretOnlyOnHopsWhoseEntrySaysSo() throws Exception {
        server.enqueue(to(b + "/"));
        server.enqueue(to(a + "/"));
        server.enqueue(body("end"));
        Permission.Http withKey = new Permission.Http(
                "a.test", Set.of(), Set.of(server.getPort()), Optional.of("KEY"), Set.of("127.0.0.1/32"));
        Permission.Http without = leading("b.test", "127.0.0.1/32", server.getPort());

        service.open(new Rules(
                        Requests.WEATHER,
                        () -> List.of(withKey, without),
                        Map.of(),
                        Optional.empty(),
                        1_000,
                        name -> Optional.of("s3")))
                .send(call(), HttpAsk.get(a + "/"));

        assertThat(server.takeRequest().getHeaders().get("authorization")).isEqualTo("Bearer s3");
        assertThat(server.takeRequest().getHeaders().get("authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("authorization")).isEqualTo("Bearer s3");
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET",
        "302, POST, GET",
        "303, POST, GET",
        "303, PUT, GET",
        "303, HEAD, HEAD",
        "301, PUT, PUT",
        "302, DELETE, DELETE",
        "307, POST, POST",
        "308, POST, POST"
    })
    void next_changesTheMethodAsTheStatusSays(int status, String method, String expected) {
        boolean hasBody = !method.equals("HEAD");
        HttpAsk ask =
                ask(method, "http://a.test/x", Map.of("content-type", List.of("text/plain")), hasBody ? "body" : "");

        Hop next = Redirect.next(Hop.first(ask, 10), status, "/y", "weather", List.of());

        boolean keeps = method.equals(expected) && hasBody;
        assertThat(next.method()).isEqualTo(expected);
        assertThat(next.url()).hasToString("http://a.test/y");
        assertThat(next.body()).asString(UTF_8).isEqualTo(keeps ? "body" : "");
        assertThat(next.headers().names().contains("content-type")).isEqualTo(method.equals(expected));
    }

    @Test
    void send_givesARedirectWithoutTargetToTheGuest() {
        server.enqueue(new MockResponse.Builder().code(302).body("where?").build());
        server.enqueue(new MockResponse.Builder()
                .code(304)
                .addHeader("Location", "http://10.0.0.5/")
                .build());
        Session session = open();

        assertThat(session.send(call(), HttpAsk.get(a + "/")).status()).isEqualTo(302);
        assertThat(session.send(call(), HttpAsk.get(a + "/")).status()).isEqualTo(304);
    }

    @Test
    void send_readsTheGrantAtEachHop() {
        AtomicInteger reads = new AtomicInteger();
        List<Permission.Http> both = List.of(grant("a.test"), grant("b.test"));
        server.enqueue(to(b + "/"));

        // Narrowed while the first hop was under way: whoever reads once would still allow the second.
        Session session = service.open(rules(() -> reads.getAndIncrement() == 0 ? both : both.subList(0, 1)));

        assertThat(refused(session, HttpAsk.get(a + "/")))
                .hasMessage("GET " + b + "/ (hop 2, from a.test): no granted entry takes this host;"
                        + " mortise grant weather http=b.test:" + server.getPort());
    }

    private Session open() {
        return service.open(
                rules(grant("a.test"), grant("b.test"), Permission.Http.to("inside.test"), grant("*.redirected.test")));
    }

    private Permission.Http grant(String host) {
        return leading(host, "127.0.0.0/8", server.getPort());
    }

    private static Set<String> sentNames(RecordedRequest request) {
        return new java.util.TreeSet<>(request.getHeaders().toMultimap().keySet());
    }

    private static MockResponse to(String location) {
        return new MockResponse.Builder()
                .code(302)
                .addHeader("Location", location)
                .build();
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }
}
