package io.mortise.host.http;

import static io.mortise.host.http.Requests.ask;
import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.host;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSessionTest {
    private final MockWebServer server = new MockWebServer();
    private final OkHttpService service = OkHttpService.open(Requests.noNames(), OwnAddresses.ofInterfaces());
    private Permission.Http loopback = host("127.0.0.1");
    private String base = "";

    @BeforeEach
    void start() throws Exception {
        server.start(java.net.InetAddress.getByName("127.0.0.1"), 0);
        loopback = host("127.0.0.1", server.getPort());
        base = "http://127.0.0.1:" + server.getPort();
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

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

    @Test
    void send_endsWithTheCallsDeadline() {
        server.enqueue(silent());

        HostFailure late = catchThrowableOfType(HostFailure.class, () -> open().send(
                        call(Deadline.after(Duration.ofMillis(150)), io.mortise.api.Cancellation.NONE),
                        HttpAsk.get(base + "/")));

        assertThat(late).hasMessage("GET " + base + "/ (hop 1): not finished within 150 ms");
        assertThat(late.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    @Test
    void send_endsWithTheAsksTimeout_whenThatIsShorter() {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(900))
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build());

        HostFailure late = refused(
                open(), new HttpAsk("GET", base + "/", Map.of(), new byte[0], Optional.of(Duration.ofMillis(150))));

        assertThat(late).hasMessage("GET " + base + "/ (hop 1): not finished within 150 ms");
    }

    @Test
    void send_failsAtOnce_whenTheDeadlineHasPassedOrTheCallIsCancelled() {
        Canceller cancelled = new Canceller();
        cancelled.cancel();
        Session session = open();

        HostFailure late = catchThrowableOfType(
                HostFailure.class,
                () -> session.send(
                        call(Deadline.after(Duration.ZERO), io.mortise.api.Cancellation.NONE),
                        HttpAsk.get(base + "/")));
        HostFailure gone = catchThrowableOfType(
                HostFailure.class,
                () -> session.send(call(Deadline.after(Duration.ofSeconds(1)), cancelled), HttpAsk.get(base + "/")));

        assertThat(late.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(gone.code()).isEqualTo(StatusCode.CANCELLED);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void send_stops_whenTheCallIsCancelled() throws Exception {
        server.enqueue(silent());
        Canceller canceller = new Canceller();
        Session session = open();

        HostFailure gone = whileSending(
                () -> session.send(call(Deadline.after(Duration.ofSeconds(30)), canceller), HttpAsk.get(base + "/")),
                canceller::cancel);

        assertThat(gone).hasMessage("GET " + base + "/ (hop 1): cancelled");
        assertThat(gone.code()).isEqualTo(StatusCode.CANCELLED);
    }

    @Test
    void send_stops_whenTheGenerationEnds() throws Exception {
        server.enqueue(silent());
        Session session = open();

        HostFailure gone = whileSending(() -> session.send(call(), HttpAsk.get(base + "/")), session::close);

        assertThat(gone.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(refused(session, HttpAsk.get(base + "/")))
                .hasMessage("GET " + base + "/ (hop 1): this generation has stopped");
    }

    @Test
    void send_isUnavailable_whenNobodyListens() {
        server.close();

        HostFailure refused = refused(open(), HttpAsk.get(base + "/"));

        assertThat(refused).hasMessage("GET " + base + "/ (hop 1): no connection");
        assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
    }

    @Test
    void send_isUnavailable_whenTheServerHangsUp() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
                .build());

        HostFailure refused = refused(open(), ask("POST", base + "/", Map.of(), "x"));

        assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void send_isUnavailable_whenThePeerSpeaksNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "https://127.0.0.1:" + plain.getLocalPort() + "/";
            new Thread(() -> answerInPlainText(plain)).start();

            HostFailure refused =
                    refused(service.open(rules(host("127.0.0.1", plain.getLocalPort()))), HttpAsk.get(url));

            assertThat(refused).hasMessage("GET " + url + " (hop 1): no trusted TLS connection");
        }
    }

    @Test
    void send_addsTheSecretOfTheEntry_andTheGuestCannotReplaceIt() throws Exception {
        server.enqueue(body("ok"));
        Permission.Http entry =
                new Permission.Http("127.0.0.1", Set.of(), Set.of(server.getPort()), Optional.of("KEY"), Set.of());
        Session session = service.open(new Rules(
                Requests.WEATHER, () -> List.of(entry), Map.of(), Optional.empty(), 1_000, name -> Optional.of("s3")));

        session.send(call(), ask("GET", base + "/", Map.of("authorization", List.of("Basic mine")), ""));

        assertThat(server.takeRequest().getHeaders().values("authorization")).containsExactly("Bearer s3");
    }

    @Test
    void send_sendsTheGuestsOwnAuthorization() throws Exception {
        server.enqueue(body("ok"));

        open().send(call(), ask("GET", base + "/", Map.of("Authorization", List.of("Basic mine")), ""));

        assertThat(server.takeRequest().getHeaders().values("authorization")).containsExactly("Basic mine");
    }

    @Test
    void send_readsTheGrantEachTime() {
        server.enqueue(body("ok"));
        AtomicReference<List<Permission.Http>> granted = new AtomicReference<>(List.of(loopback));
        Session session = service.open(rules(granted::get));
        session.send(call(), HttpAsk.get(base + "/"));

        granted.set(List.of());

        assertThat(refused(session, HttpAsk.get(base + "/")).code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void send_givesEachSessionConnectionsOfItsOwn() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.enqueue(body("ok"));
        }
        Session first = open();
        Session second = open();

        first.send(call(), HttpAsk.get(base + "/"));
        first.send(call(), HttpAsk.get(base + "/"));
        second.send(call(), HttpAsk.get(base + "/"));

        int one = server.takeRequest().getConnectionIndex();
        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(one);
        assertThat(server.takeRequest().getConnectionIndex()).isNotEqualTo(one);
    }

    private Session open() {
        return service.open(rules(loopback));
    }

    /** Answers each connection without waiting for what it sends, until the socket is closed. */
    private static void answerInPlainText(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket peer = plain.accept()) {
                peer.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            } catch (IOException over) {
                // the socket was closed, or this peer hung up first: the loop asks which
            }
        }
    }

    /** Waits until the server has the request, then acts, and gives what the sender got. */
    private HostFailure whileSending(Runnable send, Runnable act) throws Exception {
        AtomicReference<HostFailure> failure = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            failure.set(catchThrowableOfType(HostFailure.class, send::run));
            ended.countDown();
        });
        sender.start();
        assertThat(server.takeRequest(5, TimeUnit.SECONDS)).isNotNull();
        act.run();
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        return failure.get();
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }

    private static MockResponse silent() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
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
