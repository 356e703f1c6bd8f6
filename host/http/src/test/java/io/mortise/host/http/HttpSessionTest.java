package io.mortise.host.http;

import static io.mortise.host.http.Requests.ask;
import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked over a session, and how much of the answer comes back. */
class HttpSessionTest extends LoopbackServer {
    @Test
    void send_givesStatusHeadersAndBody() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("X-Id", "a")
                .addHeader("X-Id", "b")
                .body("made")
                .build());

        HttpAnswer answer = open().send(
                        call(),
                        ask("POST", base + "/cities?x=1#frag", Map.of("content-type", List.of("text/plain")), "Oslo"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("x-id", List.of("a", "b"));
        assertThat(answer.body()).asString(UTF_8).isEqualTo("made");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /cities?x=1 HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo("Oslo");
        assertThat(request.getHeaders().get("content-type")).isEqualTo("text/plain");
        assertThat(request.getHeaders().get("user-agent")).isEqualTo("mortise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"})
    void send_usesTheMethod(String method) throws Exception {
        server.enqueue(new MockResponse.Builder().code(204).build());

        assertThat(open().send(call(), ask(method, base + "/", Map.of(), "")).status())
                .isEqualTo(204);
        assertThat(server.takeRequest().getMethod()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "TRACK", "GET /", "G\nET", "", "Ä"})
    void send_refusesMethodsOfProxiesAndNoMethods(String method) {
        HostFailure refused = refused(open(), ask(method, base + "/", Map.of(), ""));

        assertThat(refused).hasMessage("this method is not one that a plugin may use");
        assertThat(refused.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Connection",
                "keep-alive",
                "TE",
                "trailer",
                "Transfer-Encoding",
                "upgrade",
                "Expect",
                "Proxy-Authorization",
                "proxy-connection",
                "http2-settings",
                "X-HTTP-Method-Override"
            })
    void send_refusesHeadersThatAreTheHosts(String name) {
        HostFailure refused = refused(open(), ask("GET", base + "/", Map.of(name, List.of("x")), ""));

        assertThat(refused)
                .hasMessage("header " + name.toLowerCase(java.util.Locale.ROOT)
                        + " is the host's to set, a plugin may not");
        assertThat(refused.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: evil.test", "a\nb", "a\rb", "a\0b", "caf\u00e9", "\u2028"})
    void send_refusesHeaderInjection(String value) {
        assertThat(refused(open(), ask("GET", base + "/", Map.of("x-a", List.of(value)), "")))
                .hasMessage("header x-a holds line breaks, control or non-ASCII characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x a", "x:a", ":authority", "x\r\nhost", "", "\u00e4"})
    void send_refusesHeaderNamesThatAreNone(String name) {
        assertThat(refused(open(), ask("GET", base + "/", Map.of(name, List.of("x")), "")))
                .hasMessageEndingWith(" has no valid name");
    }

    @Test
    void send_boundsHeadersOfARequest() {
        HostFailure many =
                refused(open(), ask("GET", base + "/", Map.of("x-a", java.util.Collections.nCopies(101, "v")), ""));
        HostFailure large = refused(open(), ask("GET", base + "/", Map.of("x-a", List.of("v".repeat(33_000))), ""));

        assertThat(many).hasMessage("the request has 101 headers of 404 bytes, at most 100 of 32768 bytes are allowed");
        assertThat(large)
                .hasMessage("the request has 1 headers of 33003 bytes, at most 100 of 32768 bytes are allowed");
        assertThat(many.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
    }

    @Test
    void send_boundsTheBodyOfARequest() {
        HostFailure refused = refused(open(), ask("POST", base + "/", Map.of(), "x".repeat(1_001)));

        assertThat(refused).hasMessage("the request body has 1001 bytes, at most 1000 are allowed; http.max_body");
        assertThat(refused.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
    }

    @Test
    void send_refusesABodyOnGet() {
        assertThat(refused(open(), ask("GET", base + "/", Map.of(), "x"))).hasMessage("a GET request has no body");
    }

    @Test
    void send_boundsTheBodyOfAnAnswer() {
        server.enqueue(body("x".repeat(1_001)));
        server.enqueue(
                new MockResponse.Builder().chunkedBody("x".repeat(1_001), 10).build());
        server.enqueue(body("x".repeat(1_000)));
        Session session = open();

        for (int i = 0; i < 2; i++) {
            HostFailure refused = refused(session, HttpAsk.get(base + "/"));
            assertThat(refused)
                    .hasMessage("GET " + base + "/ (hop 1): the answer has more body, at most 1000 bytes"
                            + " (http.max_body) are allowed");
            assertThat(refused.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        }
        assertThat(session.send(call(), HttpAsk.get(base + "/")).body()).hasSize(1_000);
    }

    @Test
    void send_countsBytesAfterDecompression() throws Exception {
        server.enqueue(gzipped(new Buffer().write(new byte[50_000_000])));
        server.enqueue(gzipped(new Buffer().writeUtf8("small")));
        Session session = open();

        assertThat(refused(session, HttpAsk.get(base + "/"))).hasMessageContaining("the answer has more body");
        HttpAnswer answer =
                session.send(call(), ask("GET", base + "/", Map.of("accept-encoding", List.of("gzip, br")), ""));
        assertThat(answer.body()).asString(UTF_8).isEqualTo("small");
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("accept-encoding")).isEqualTo("gzip");
    }

    @Test
    void send_boundsHeadersOfAnAnswer() {
        MockResponse.Builder many = new MockResponse.Builder();
        for (int i = 0; i < 201; i++) {
            many.addHeader("x-" + i, "v");
        }
        server.enqueue(many.build());
        server.enqueue(
                new MockResponse.Builder().addHeader("x-a", "v".repeat(70_000)).build());
        Session session = open();

        assertThat(refused(session, HttpAsk.get(base + "/")))
                .hasMessageContaining("at most 200 of 65536 bytes are allowed");
        assertThat(refused(session, HttpAsk.get(base + "/")))
                .hasMessageContaining("at most 200 of 65536 bytes are allowed");
    }

    @Test
    void send_keepsNoCookies() throws Exception {
        server.enqueue(new MockResponse.Builder().addHeader("Set-Cookie", "a=b").build());
        server.enqueue(body(""));
        Session session = open();

        session.send(call(), HttpAsk.get(base + "/"));
        session.send(call(), HttpAsk.get(base + "/"));

        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("cookie")).isNull();
    }

    private Session open() {
        return service.open(rules(loopback));
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }

    private static MockResponse gzipped(Buffer plain) throws Exception {
        Buffer packed = new Buffer();
        try (var out = Okio.buffer(new GzipSink(packed))) {
            out.writeAll(plain);
        }
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(packed)
                .build();
    }
}
