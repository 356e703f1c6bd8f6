package io.mortise.host.http;

import static io.mortise.host.http.Requests.host;

import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service, and a server of this machine that it may reach. */
abstract class LoopbackServer {
    final MockWebServer server = new MockWebServer();

    final OkHttpService service = OkHttpService.open(Requests.noNames(), OwnAddresses.ofInterfaces());

    Permission.Http loopback = host("127.0.0.1");

    String base = "";

    @BeforeEach
    void start() throws Exception {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        loopback = host("127.0.0.1", server.getPort());
        base = "http://127.0.0.1:" + server.getPort();
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }
}
