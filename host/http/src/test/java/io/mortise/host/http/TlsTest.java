package io.mortise.host.http;

import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.leading;
import static io.mortise.host.http.Requests.names;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Session;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate for a.test and b.test that this JVM trusts while the test runs. */
class TlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path dir;

    private static SSLContext certified;

    private final MockWebServer server = new MockWebServer();
    private OkHttpService service;
    private Session session;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path keys = dir.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=dns:a.test,dns:b.test")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        certified = SSLContext.getInstance("TLS");
        certified.init(managers.getKeyManagers(), null, null);
        System.setProperty(TRUST_STORE, trusted(store).toString());
        System.setProperty(TRUST_STORE + "Password", new String(PASSWORD));
    }

    @AfterAll
    static void forget() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    @BeforeEach
    void start() throws Exception {
        server.useHttps(certified.getSocketFactory());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        service = OkHttpService.open(
                names(Map.of("a.test", "127.0.0.1", "b.test", "127.0.0.1", "c.test", "127.0.0.1")), address -> false);
        session = service.open(rules(leading("*.test", "127.0.0.1/32", server.getPort())));
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void send_speaksTlsAndHttp2() throws Exception {
        server.enqueue(new MockResponse.Builder().body("safe").build());

        assertThat(session.send(call(), HttpAsk.get(url("a.test"))).body())
                .asString(UTF_8)
                .isEqualTo("safe");

        RecordedRequest request = server.takeRequest();
        assertThat(request.getVersion()).isEqualTo("HTTP/2");
    }

    @Test
    void send_refusesACertificateForAnotherHost() {
        assertThat(refused(session, HttpAsk.get(url("c.test"))))
                .hasMessage("GET " + url("c.test") + " (hop 1): no trusted TLS connection");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void send_opensAConnectionForEachHost_althoughOneCertificateCoversBoth() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().build());
        }

        session.send(call(), HttpAsk.get(url("a.test")));
        session.send(call(), HttpAsk.get(url("b.test")));
        session.send(call(), HttpAsk.get(url("a.test")));

        int first = server.takeRequest().getConnectionIndex();
        assertThat(server.takeRequest().getConnectionIndex()).isNotEqualTo(first);
        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(first);
    }

    @Test
    void send_refusesToBeRedirectedFromHttpsToHttp() {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://a.test:" + server.getPort() + "/")
                .build());

        assertThat(refused(session, HttpAsk.get(url("a.test"))))
                .hasMessage("GET " + url("a.test") + " (hop 1): redirects from https to http");
    }

    private String url(String host) {
        return "https://" + host + ":" + server.getPort() + "/";
    }

    private static Path trusted(KeyStore keys) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("test", keys.getCertificate("test"));
        Path file = dir.resolve("trust.p12");
        try (var out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD);
        }
        return file;
    }
}
