package io.mortise.proto.wire;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a gRPC server of the wire listens: fields 3 and 4 of the handshake, {@code network} and {@code address} of a
 * broker message.
 *
 * @param network {@code unix} or {@code tcp}
 * @param address a socket path, or {@code ip:port} with a literal address (no name is ever looked up)
 */
public record Endpoint(String network, String address) {
    /** The longest path of a Unix socket in bytes: {@code sun_path} on Linux less its end mark. */
    public static final int MAX_PATH_BYTES = 107;

    public static final String UNIX = "unix";
    public static final String TCP = "tcp";

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]|localhost");

    /** @throws IllegalArgumentException for another network, a path too long, or an address that is not literal */
    public Endpoint {
        requireNonNull(address, "address");
        switch (requireNonNull(network, "network")) {
            case UNIX -> checkPath(address);
            case TCP -> parseTcp(address);
            default -> throw new IllegalArgumentException("network \"" + network + "\"; expected unix or tcp");
        }
    }

    public static Endpoint unix(Path socket) {
        return new Endpoint(UNIX, socket.toString());
    }

    /** @param port 0 lets the system choose when a server is opened on it */
    public static Endpoint loopback(int port) {
        return new Endpoint(TCP, "127.0.0.1:" + port);
    }

    public boolean isUnix() {
        return network.equals(UNIX);
    }

    /** True for a Unix socket and for a loopback address: what a plugin on this machine may announce. */
    public boolean isLocal() {
        return isUnix() || parseTcp(address).getAddress().isLoopbackAddress();
    }

    /** The socket's path. @throws IllegalStateException for tcp */
    public Path path() {
        if (!isUnix()) {
            throw new IllegalStateException(this + " has no path");
        }
        return Path.of(address);
    }

    /** The address and port. @throws IllegalStateException for unix */
    public InetSocketAddress inet() {
        if (isUnix()) {
            throw new IllegalStateException(this + " has no port");
        }
        return parseTcp(address);
    }

    private static void checkPath(String path) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_PATH_BYTES) {
            throw new IllegalArgumentException("socket path of " + bytes + " bytes; expected 1 to " + MAX_PATH_BYTES
                    + "; use a shorter directory for sockets");
        }
        if (path.indexOf(0) >= 0) {
            throw new IllegalArgumentException("socket path holds a NUL");
        }
    }

    private static InetSocketAddress parseTcp(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        if (!LITERAL.matcher(host).matches()) {
            throw new IllegalArgumentException("tcp address is not a literal ip:port");
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException("tcp address is not a literal ip:port", e);
        }
    }
}
