package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP server of this machine, for as long as the JVM lives: answers with what it was asked. */
final class FieldServer {
    /** Where it listens. */
    static final int PORT = open().getAddress().getPort();

    private FieldServer() {}

    /** The contract guest's input of a request to it under a name of this machine. */
    static String get(String host) {
        return "{\"method\":\"GET\",\"url\":\"http://" + host + ":" + PORT + "/\",\"headers\":{}}";
    }

    private static HttpServer open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", FieldServer::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = ("reached " + header(exchange, "authorization") + ' ' + header(exchange, "traceparent") + " "
                        + ".".repeat(2_048))
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "-" : value;
    }
}
