package io.mortise.host.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect to the checked addresses and to nothing else, whatever the client above believes: a name
 * hook is not asked for hosts that are addresses. Equal by what is checked, as {@link CheckedDns}. Any thread.
 */
final class CheckedSockets extends SocketFactory {
    private final Set<InetAddress> addresses;
    private final Optional<Proxy> proxy;

    CheckedSockets(Set<InetAddress> addresses, Optional<Proxy> proxy) {
        this.addresses = addresses;
        this.proxy = proxy;
    }

    @Override
    public Socket createSocket() {
        return new Checked();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw connected();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckedSockets it && addresses.equals(it.addresses) && proxy.equals(it.proxy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(addresses, proxy);
    }

    private static SocketException connected() {
        return new SocketException("sockets are made unconnected, so that their target can be checked");
    }

    private final class Checked extends Socket {
        @Override
        public void connect(SocketAddress target) throws IOException {
            connect(target, 0);
        }

        @Override
        public void connect(SocketAddress target, int timeoutMillis) throws IOException {
            if (!(target instanceof InetSocketAddress inet)
                    || inet.isUnresolved()
                    || !addresses.contains(Literal.unmapped(inet.getAddress()))) {
                throw new SocketException("this address was not checked");
            }
            if (proxy.isEmpty()) {
                super.connect(target, timeoutMillis);
            } else {
                super.connect(proxy.get().address(), timeoutMillis);
                proxy.get().tunnel(this, inet, timeoutMillis);
            }
        }
    }
}
