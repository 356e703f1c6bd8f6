package io.mortise.manager.internal.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a socket, as the kernel says. */
final class Peer {
    /** May do everything anyway. */
    private static final String ROOT = "root";

    private Peer() {}

    /**
     * True for the user {@code me} and for root. Where the system does not tell who it is, the permissions of the
     * socket and its directory are what keeps others out.
     */
    static boolean isTrusted(SocketChannel channel, UserPrincipal me) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        return isTrusted(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user(), me);
    }

    static boolean isTrusted(UserPrincipal peer, UserPrincipal me) {
        return peer.equals(me) || peer.getName().equals(ROOT);
    }
}
