package io.mortise.grpc.internal.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells whose a listening TCP port is: Linux's {@code /proc/net/tcp} names the socket, {@code /proc/PID/fd} its holder.
 * Where there is no /proc nobody can tell, and only the pinned certificate does.
 */
record SocketOwner(Path proc) {
    private static final String LISTENING = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    static SocketOwner onThisMachine() {
        return new SocketOwner(Path.of("/proc"));
    }

    /** True when something listens and every listener on the port (there may be several) is the process's or its child's. */
    boolean isHeldOnlyBy(InetSocketAddress address, long pid) {
        if (!Files.isDirectory(proc.resolve("net"))) {
            return true;
        }
        Set<String> listeners = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            listeners.addAll(listeners(proc.resolve(table), address.getPort()));
        }
        Set<String> held = new HashSet<>(sockets(pid));
        ProcessHandle.of(pid).ifPresent(root -> root.descendants().forEach(child -> held.addAll(sockets(child.pid()))));
        return !listeners.isEmpty() && held.containsAll(listeners);
    }

    private static Set<String> listeners(Path table, int port) {
        String suffix = String.format(":%04X", port);
        Set<String> inodes = new HashSet<>();
        try (Stream<String> rows = Files.lines(table)) {
            rows.map(row -> row.strip().split("\\s+"))
                    .filter(row -> row.length > INODE && row[STATE].equals(LISTENING) && row[LOCAL].endsWith(suffix))
                    .forEach(row -> inodes.add(row[INODE]));
        } catch (IOException e) {
            return Set.of(); // no such address family
        }
        return inodes;
    }

    private Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path descriptor : open) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            return inodes; // the process or a descriptor went away meanwhile
        }
        return inodes;
    }
}
