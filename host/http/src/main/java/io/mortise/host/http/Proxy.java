package io.mortise.host.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The operator's HTTP proxy. Every request, http too, goes through a tunnel to an address that was checked here: the
 * proxy resolves no name and so cannot be led elsewhere.
 */
record Proxy(String host, int port) {
    private static final int MAX_ANSWER = 8 * 1024;

    /** @throws IllegalArgumentException when it is not {@code http://host:port} */
    static Proxy parse(String text) {
        return Optional.ofNullable(HttpUrl.parse(text))
                .filter(url -> !url.isHttps()
                        && url.encodedUsername().isEmpty()
                        && url.encodedPath().equals("/")
                        && url.encodedQuery() == null)
                .map(url -> new Proxy(url.host(), url.port()))
                .orElseThrow(() -> new IllegalArgumentException("http.proxy is not http://host:port"));
    }

    /** Resolved anew for each connection; it is not a plugin's to choose, so it is not checked. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** Asks for a tunnel (RFC 9110 9.3.6) over a socket that is connected to the proxy. */
    void tunnel(Socket socket, InetSocketAddress target, int timeoutMillis) throws IOException {
        String address = target.getAddress().getHostAddress();
        String authority =
                (target.getAddress() instanceof Inet6Address ? '[' + address + ']' : address) + ':' + target.getPort();
        int before = socket.getSoTimeout();
        socket.setSoTimeout(timeoutMillis);
        socket.getOutputStream()
                .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n").getBytes(US_ASCII));
        String status = readAnswer(socket.getInputStream());
        if (!status.matches("HTTP/1\\.[01] 2[0-9][0-9]( .*)?")) {
            throw new SocketException("the proxy " + host + ':' + port + " gave no tunnel to " + authority);
        }
        socket.setSoTimeout(before);
    }

    /** Up to the empty line and not a byte further: what follows belongs to the tunnel. */
    private static String readAnswer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n", Math.max(0, answer.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 || answer.length() == MAX_ANSWER) {
                throw new SocketException("the proxy gave no whole answer within " + MAX_ANSWER + " bytes");
            }
            answer.append((char) next);
        }
        return answer.substring(0, answer.indexOf("\r\n"));
    }
}
