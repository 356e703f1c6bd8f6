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
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

/** How an ask ends that gets no answer. */
class HttpSessionEndTest extends LoopbackServer {
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
}
