package io.mortise.host.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The addresses of this machine's interfaces: a public one leads to its services behind the firewall just as well. */
@FunctionalInterface
interface OwnAddresses {
    /** @throws SocketException when the system does not say; then nothing may be sent */
    boolean contains(InetAddress address) throws SocketException;

    /** Asks the system each time: interfaces come and go. */
    static OwnAddresses ofInterfaces() {
        return address -> NetworkInterface.getByInetAddress(address) != null;
    }
}
