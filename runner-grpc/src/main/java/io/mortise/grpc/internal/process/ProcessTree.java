package io.mortise.grpc.internal.process;

import io.mortise.api.Sandbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin process and everything it started, as far as that can be seen: its descendants, and, when it leads a session
 * of its own, all that stayed in the session after their parents ended. What left both is out of reach below level
 * {@code full}, where the kernel ends all with the first process of their namespace.
 */
final class ProcessTree {
    private final Process root;
    private final Set<ProcessIdentity> seen = new LinkedHashSet<>();
    private final boolean ownSession;
    private final boolean ownNamespace;

    ProcessTree(Process root, Sandbox level) {
        this.root = root;
        this.ownSession = level != Sandbox.NONE;
        this.ownNamespace = level == Sandbox.FULL;
    }

    /** Looks again and remembers; called before each signal, because an ended parent hides its children. */
    void look() {
        root.descendants().forEach(child -> ProcessIdentity.of(child.pid()).ifPresent(seen::add));
        if (ownSession) {
            addSession();
        }
    }

    private void addSession() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : all) {
                long pid = Long.parseLong(entry.getFileName().toString());
                boolean member = pid != root.pid()
                        && ProcessIdentity.session(pid)
                                .filter(id -> id == root.pid())
                                .isPresent();
                if (member) {
                    ProcessIdentity.of(pid).ifPresent(seen::add);
                }
            }
        } catch (IOException e) {
            return; // no /proc: the descendants are what there is
        }
    }

    /**
     * Asks all to end: SIGTERM. At level {@code full} the root is bubblewrap, whose end would kill the plugin before it
     * has heard anything; it ends with the plugin.
     */
    void terminate() {
        look();
        if (!ownNamespace) {
            root.destroy();
        }
        alive().forEach(ProcessHandle::destroy);
    }

    /** Ends all: SIGKILL. */
    void kill() {
        look();
        root.destroyForcibly();
        alive().forEach(ProcessHandle::destroyForcibly);
    }

    boolean isGone() {
        return !root.isAlive() && alive().isEmpty();
    }

    private Set<ProcessHandle> alive() {
        Set<ProcessHandle> handles = new LinkedHashSet<>();
        for (ProcessIdentity identity : seen) {
            Optional<ProcessHandle> handle = ProcessHandle.of(identity.pid());
            if (identity.isAlive() && handle.isPresent()) {
                handles.add(handle.get());
            }
        }
        return handles;
    }
}
