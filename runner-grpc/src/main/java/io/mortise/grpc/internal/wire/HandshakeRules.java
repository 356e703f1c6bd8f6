package io.mortise.grpc.internal.wire;

import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.HandshakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What this host accepts of a handshake line. */
final class HandshakeRules {
    private final List<Integer> versions;
    private final boolean allowPlaintext;
    private final boolean ownNetwork;
    private final Path ours;

    /** @param ours a directory this user made: who owns it may serve */
    HandshakeRules(GoPluginLaunch launch, Path ours) {
        this.versions = launch.handshaking().versions();
        this.allowPlaintext = launch.tls() != GoPluginLaunch.Tls.REQUIRED;
        this.ownNetwork = launch.confinement().isFull();
        this.ours = ours;
    }

    /** @throws NotStarted HANDSHAKE_GARBAGE, COOKIE_MISMATCH, CORE_VERSION, APP_VERSION, TRANSPORT, TLS_REFUSED */
    Handshake accept(String line, PluginChild child) {
        Handshake handshake = parse(line);
        if (!versions.contains(handshake.appVersion())) {
            throw NotStarted.of(
                    StartProblem.APP_VERSION,
                    "application version " + join(versions),
                    "version " + handshake.appVersion(),
                    "rebuild the plugin, or list its version under grpc.handshake.versions");
        }
        if (!handshake.protocol().equals(Handshake.GRPC)) {
            throw transport(
                    "protocol grpc in field 5", handshake.protocol(), "serve gRPC: this host does not speak net/rpc");
        }
        requireOwn(handshake.endpoint(), child);
        if (handshake.certificate().isEmpty() && !allowPlaintext) {
            throw NotStarted.of(
                    StartProblem.TLS_REFUSED,
                    "a certificate in field 6",
                    "none: the plugin does not do AutoMTLS",
                    "update its go-plugin library, or grant it a connection without TLS");
        }
        return handshake;
    }

    private static Handshake parse(String line) {
        try {
            return Handshake.parse(line);
        } catch (HandshakeException e) {
            throw refused(line, e);
        }
    }

    private static NotStarted refused(String line, HandshakeException e) {
        String quoted = ForeignText.quote(line);
        String why = String.valueOf(e.getMessage());
        return switch (e.problem()) {
            case FORMAT ->
                HandshakeWait.speaksOfCookie(line)
                        ? HandshakeWait.cookieMismatch(quoted)
                        : NotStarted.of(
                                StartProblem.HANDSHAKE_GARBAGE,
                                "a handshake line first on stdout",
                                quoted,
                                "print nothing on stdout before go-plugin's Serve; a JVM needs -Xlog:all=warning:stderr");
            case CORE_VERSION ->
                NotStarted.of(
                        StartProblem.CORE_VERSION,
                        "core version 1",
                        why,
                        "rebuild the plugin with a go-plugin of core 1");
            case ADDRESS -> transport("an address this host can reach", why, "shorten the path, or serve on loopback");
            case CERTIFICATE ->
                NotStarted.of(StartProblem.TLS_REFUSED, "a certificate in base64", why, "rebuild the plugin");
        };
    }

    /** The wrong process may answer on a port or path it took from another: what listens must be the child's. */
    private void requireOwn(Endpoint endpoint, PluginChild child) {
        if (!endpoint.isLocal()) {
            throw transport("an address of this machine", endpoint.address(), "serve on a Unix socket or 127.0.0.1");
        }
        if (endpoint.isUnix()) {
            requireOwnSocket(endpoint);
        } else if (ownNetwork) {
            throw transport(
                    "a Unix socket: a process in sandbox full has a network of its own",
                    "tcp " + endpoint.address(),
                    "serve in PLUGIN_UNIX_SOCKET_DIR, or set sandbox.level: limited");
        } else if (!SocketOwner.onThisMachine().isHeldOnlyBy(endpoint.inet(), child.pid())) {
            throw transport(
                    "a listener of process " + child.pid() + " on " + endpoint.address(),
                    "another process listens there",
                    "let the plugin choose a free port, or serve on a Unix socket");
        }
    }

    private void requireOwnSocket(Endpoint endpoint) {
        Path socket = endpoint.path();
        try {
            boolean isSocket = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            if (!isSocket || !Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours))) {
                throw transport("a socket of this user", endpoint.address(), "serve in PLUGIN_UNIX_SOCKET_DIR");
            }
        } catch (IOException e) {
            throw transport("a socket at " + endpoint.address(), "there is none", "listen before the handshake")
                    .causedBy(e);
        }
    }

    private static NotStarted transport(String expected, String actual, String nextStep) {
        return NotStarted.of(StartProblem.TRANSPORT, expected, actual, nextStep);
    }

    private static String join(List<Integer> versions) {
        return String.join(" or ", versions.stream().map(String::valueOf).toList());
    }
}
