package io.mortise.host.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a name into addresses; may block for as long as the system likes. */
@FunctionalInterface
interface Resolver {
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
