package io.mortise.manager.internal.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket of one manager: at most 32 clients at once, two threads each, all ended by {@link
 * #close}. What a client sends or fails to take harms no other client and no plugin.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final long JOIN_MILLIS = 1_000;

    private final Path home;
    private final Path socket;
    private final Desk desk;
    private final LiveHomes homes;
    private final ServerSocketChannel listening;
    private final Selector selector;
    private final UserPrincipal me;
    private final Thread acceptor = new Thread(this::acceptAll, "control/accept");
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong counter = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlServer(
            Path home, Path socket, Desk desk, LiveHomes homes, ServerSocketChannel listening, Selector selector)
            throws IOException {
        this.home = home;
        this.socket = socket;
        this.desk = desk;
        this.homes = homes;
        this.listening = listening;
        this.selector = selector;
        this.me = PrivateDirectory.me();
        acceptor.setDaemon(true);
    }

    /**
     * Listens for the manager of {@code home}; the caller holds the home's lock, so a socket that lies there is a dead
     * manager's.
     *
     * @param state private to this user
     * @throws IOException when there cannot be such a socket here, or its directory is open to others
     */
    public static ControlServer open(Path home, Path state, Desk desk) throws IOException {
        return open(home, state, desk, LiveHomes.open(System.getenv()));
    }

    static ControlServer open(Path home, Path state, Desk desk, LiveHomes homes) throws IOException {
        PrivateDirectory.check(state);
        Path socket = SocketPlace.choose(state, homes);
        Files.deleteIfExists(socket);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open();
        try {
            // Between bind and chmod only the directory's 0700 keeps others out; it was checked above.
            listening.bind(UnixDomainSocketAddress.of(socket), Wire.MAX_CONNECTIONS);
            if (PrivateDirectory.hasPosix(socket)) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
            listening.configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
            ControlServer server = new ControlServer(home, socket, desk, homes, listening, selector);
            homes.add(home, socket);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            selector.close();
            listening.close();
            throw e;
        }
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    private void acceptAll() {
        try {
            while (!closed.get()) {
                selector.select(1_000);
                selector.selectedKeys().clear();
                for (SocketChannel client = listening.accept(); client != null; client = listening.accept()) {
                    admit(client);
                }
                connections.stream().filter(Connection::isStuck).forEach(Connection::close);
            }
        } catch (ClosedSelectorException | IOException e) {
            if (!closed.get()) {
                LOG.atWarn()
                        .setCause(e)
                        .log("the control socket broke; the mortise command does not reach this manager");
            }
        }
    }

    private void admit(SocketChannel client) throws IOException {
        LineChannel lines = new LineChannel(client, Wire.MAX_LINE_BYTES);
        try {
            if (!Peer.isTrusted(client, me)) {
                LOG.atWarn().addKeyValue("socket", socket).log("refused a control client of another user");
                client.close();
            } else if (connections.size() >= Wire.MAX_CONNECTIONS) {
                lines.write(
                        Wire.error(0, Wire.MAX_CONNECTIONS + " clients are connected already, more are not served"));
                client.close();
            } else {
                start(lines);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("a control client went away at once");
            client.close();
        }
    }

    private void start(LineChannel lines) {
        Connection[] self = new Connection[1];
        self[0] =
                new Connection(lines, desk, "control/" + counter.incrementAndGet(), () -> connections.remove(self[0]));
        connections.add(self[0]);
        self[0].start();
    }

    /** Ends every connection, cancels what they ask for, and takes the socket away. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Set<Connection> open = Set.copyOf(connections);
        try {
            homes.remove(home);
            selector.close();
            listening.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("socket", socket).setCause(e).log("the control socket stays behind");
        }
        connections.forEach(Connection::close);
        try {
            acceptor.join(JOIN_MILLIS);
            for (Connection connection : open) {
                connection.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
