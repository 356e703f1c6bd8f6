package io.mortise.host.http;

import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.leading;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was checked is what is connected to, also through pools and proxies. */
class CheckedConnectionTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void send_connectsToTheCheckedAddress_whenTheNameChangesItsAnswer() throws Exception {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("127.0.0.1", "10.0.0.5"));
        AtomicInteger asked = new AtomicInteger();
        Resolver rebinding = name -> {
            asked.incrementAndGet();
            return List.of(InetAddress.getByName(answers.remove()));
        };
        server.enqueue(new MockResponse.Builder().body("checked").build());

        try (OkHttpService service = OkHttpService.open(rebinding, address -> false)) {
            Session session = service.open(rules(leading("api.test", "127.0.0.1/32", server.getPort())));

            assertThat(session.send(call(), HttpAsk.get(url("api.test"))).body())
                    .asString(UTF_8)
                    .isEqualTo("checked");
            assertThat(asked).hasValue(1);
            assertThat(refused(session, HttpAsk.get(url("api.test"))))
                    .hasMessageContaining("the name leads to 10.0.0.5, and private");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void send_doesNotReuseAConnection_whenTheNameLeadsElsewhereNow() throws Exception {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("127.0.0.1", "127.0.0.2"));
        server.enqueue(new MockResponse.Builder().body("first").build());

        try (OkHttpService service =
                OkHttpService.open(name -> List.of(InetAddress.getByName(answers.remove())), address -> false)) {
            Session session = service.open(rules(leading("api.test", "127.0.0.0/8", server.getPort())));
            session.send(call(), HttpAsk.get(url("api.test")));

            // Nobody listens on 127.0.0.2: an answer would mean that the old connection was taken.
            assertThat(refused(session, HttpAsk.get(url("api.test"))).code()).isEqualTo(StatusCode.UNAVAILABLE);
        }
    }

    @Test
    void socket_refusesEveryOtherAddress() throws Exception {
        CheckedSockets sockets = new CheckedSockets(Set.of(InetAddress.getByName("93.184.216.34")), Optional.empty());
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", server.getPort());

        try (Socket socket = sockets.createSocket()) {
            assertThatThrownBy(() -> socket.connect(here, 1_000))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("this address was not checked");
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("127.0.0.1", 80)))
                    .hasMessage("this address was not checked");
        }
        assertThatThrownBy(() -> sockets.createSocket("127.0.0.1", server.getPort()))
                .hasMessageContaining("sockets are made unconnected");
        assertThatThrownBy(() -> sockets.createSocket(InetAddress.getLoopbackAddress(), server.getPort()))
                .hasMessageContaining("sockets are made unconnected");
    }

    @Test
    void send_tunnelsToTheCheckedAddress_whenThereIsAProxy() throws Exception {
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        server.enqueue(new MockResponse.Builder().body("through").build());

        try (OkHttpService service = OkHttpService.open(
                Requests.names(Map.of("api.test", "93.184.216.34", "inside.test", "10.0.0.5")), address -> false)) {
            Session session = service.open(proxied(Permission.Http.to("*")));

            assertThat(session.send(call(), HttpAsk.get("http://api.test/x")).body())
                    .asString(UTF_8)
                    .isEqualTo("through");
            RecordedRequest connect = server.takeRequest();
            assertThat(connect.getRequestLine()).isEqualTo("CONNECT 93.184.216.34:80 HTTP/1.1");
            RecordedRequest request = server.takeRequest();
            assertThat(request.getRequestLine()).isEqualTo("GET /x HTTP/1.1");
            assertThat(request.getHeaders().get("host")).isEqualTo("api.test");
            assertThat(refused(session, HttpAsk.get("http://inside.test/")))
                    .hasMessageContaining("the name leads to 10.0.0.5");
        }
    }

    @Test
    void send_isUnavailable_whenTheProxyGivesNoTunnel() {
        server.enqueue(new MockResponse.Builder().code(407).inTunnel().build());

        try (OkHttpService service =
                OkHttpService.open(Requests.names(Map.of("api.test", "93.184.216.34")), address -> false)) {
            HostFailure refused =
                    refused(service.open(proxied(Permission.Http.to("*"))), HttpAsk.get("http://api.test/"));

            assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
        }
    }

    @Test
    void open_refusesAProxyThatIsNone() {
        try (OkHttpService service = OkHttpService.open()) {
            for (String proxy : List.of("proxy:3128", "https://proxy:3128", "http://u:p@proxy:3128", "socks5://p:1")) {
                Rules rules = new Rules(
                        Requests.WEATHER, List::of, Map.of(), Optional.of(proxy), 1, name -> Optional.empty());
                assertThatThrownBy(() -> service.open(rules))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("http.proxy is not http://host:port");
            }
        }
    }

    @Test
    void resolution_endsWithTheDeadline_andLeavesOtherSessionsTheirShare() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Resolver stuck = name -> {
            if (name.equals("slow.test")) {
                awaitUninterruptibly(release);
            }
            return List.of(InetAddress.getByName("127.0.0.1"));
        };
        server.enqueue(new MockResponse.Builder().body("ok").build());

        try (OkHttpService service = OkHttpService.open(stuck, address -> false)) {
            Session greedy = service.open(rules(Permission.Http.to("*")));
            Session modest = service.open(rules(leading("api.test", "127.0.0.1/32", server.getPort())));
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                messages.add(catchThrowableOfType(
                                HostFailure.class,
                                () -> greedy.send(
                                        call(Deadline.after(Duration.ofMillis(50)), io.mortise.api.Cancellation.NONE),
                                        HttpAsk.get("http://slow.test/")))
                        .text());
            }

            assertThat(messages.subList(0, 4)).containsOnly("resolving slow.test took until the deadline");
            assertThat(messages.get(4)).isEqualTo("resolving slow.test waited for 4 others until the deadline");
            assertThat(modest.send(call(), HttpAsk.get(url("api.test"))).status())
                    .isEqualTo(200);
        } finally {
            release.countDown();
        }
    }

    @Test
    void resolution_stops_whenTheCallIsCancelled() {
        CountDownLatch release = new CountDownLatch(1);
        Canceller canceller = new Canceller();
        Resolver stuck = name -> {
            canceller.cancel();
            awaitUninterruptibly(release);
            return List.of();
        };

        try (OkHttpService service = OkHttpService.open(stuck, address -> false)) {
            HostFailure gone = catchThrowableOfType(HostFailure.class, () -> service.open(
                            rules(Permission.Http.to("*")))
                    .send(call(Deadline.after(Duration.ofSeconds(30)), canceller), HttpAsk.get("http://slow.test/")));

            assertThat(gone).hasMessage("the call was cancelled while slow.test was resolved");
            assertThat(gone.code()).isEqualTo(StatusCode.CANCELLED);
        } finally {
            release.countDown();
        }
    }

    private String url(String host) {
        return "http://" + host + ":" + server.getPort() + "/";
    }

    private Rules proxied(Permission.Http granted) {
        return new Rules(
                Requests.WEATHER,
                () -> List.of(granted),
                Map.of(),
                Optional.of("http://127.0.0.1:" + server.getPort()),
                1_000,
                name -> Optional.empty());
    }

    /** As the system's resolution: nothing ends it early. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // The system's resolution does not listen either.
            }
        }
    }
}
