package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpTraceTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void traceOfTheCall_isInTheRequest_whenTheSettingsSayIt(RuntimeKind runtime) throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent"))
                    .orElse("none"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String ask = "{\"method\":\"GET\",\"url\":\"http://127.0.0.1:"
                + server.getAddress().getPort() + "/\",\"headers\":{}}";
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            home.plugin()
                    .asks(ContractPlugin.ASKS.replace(
                            "host: \"*\"",
                            "host: 127.0.0.1, ports: [" + server.getAddress().getPort() + "]"))
                    .write();
            home.open();
            home.plugins().call(home.request("http", ask).withTrace(TRACE));

            home.settings("http: { trace: true }\n");
            home.open();
            home.plugins().call(home.request("http", ask).withTrace(TRACE));
            home.plugins().call(home.request("http", ask));

            assertThat(seen).containsExactly("none", TRACE, "none");
        } finally {
            server.stop(0);
        }
    }
}
