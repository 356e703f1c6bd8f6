package io.mortise.sdk.internal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mortise.proto.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A running server and where it listens: a Unix socket with a name nobody can guess, or, on Windows, the first free
 * loopback port of the range the host gave.
 */
record PluginListener(Server server, Endpoint endpoint) {
    static PluginListener open(
            HostEnvironment environment, boolean tcp, Function<Endpoint, NettyServerBuilder> servers) {
        return tcp ? overTcp(environment, servers) : overUnix(environment, servers);
    }

    private static PluginListener overUnix(
            HostEnvironment environment, Function<Endpoint, NettyServerBuilder> servers) {
        Path socket = environment.socketDirectory().resolve("plugin" + randomName());
        try {
            Endpoint endpoint = Endpoint.unix(socket);
            if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                // binding would unlink what is there
                throw new StartFailure("socket " + socket + " exists before it was made");
            }
            Server server = servers.apply(endpoint).build().start();
            restrict(socket, environment);
            return new PluginListener(server, endpoint);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("cannot listen on " + socket + ": " + reason(e), e);
        }
    }

    private static PluginListener overTcp(HostEnvironment environment, Function<Endpoint, NettyServerBuilder> servers) {
        int min = environment.minPort();
        int max = environment.maxPort();
        if (min > max) {
            throw new StartFailure("PLUGIN_MIN_PORT " + min + " is above PLUGIN_MAX_PORT " + max);
        }
        for (int port = min; port <= max; port++) {
            try {
                Server server = servers.apply(Endpoint.loopback(port)).build().start();
                return new PluginListener(server, Endpoint.loopback(server.getPort()));
            } catch (IOException taken) {
                // taken: the next port may be free
            }
        }
        throw new StartFailure("no free TCP port from " + min + " to " + max + " on 127.0.0.1");
    }

    /** Only the owner, or with PLUGIN_UNIX_SOCKET_GROUP the owner and that group, may connect. */
    private static void restrict(Path socket, HostEnvironment environment) throws IOException {
        var attributes = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
        if (attributes == null) {
            return; // Windows: the directory's access list decides
        }
        if (environment.socketGroup().isPresent()) {
            GroupPrincipal group = socket.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByGroupName(environment.socketGroup().get());
            attributes.setGroup(group);
            attributes.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        } else {
            attributes.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static String randomName() {
        byte[] name = new byte[8];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private static String reason(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + e.getCause();
    }
}
