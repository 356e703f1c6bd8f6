package io.mortise.sdk.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices that the host is gone: its process ended, or, for a Mortise host, the pipe on stdin did.
 *
 * <p>Without it a JVM would live on for ever: it ignores the broken pipe that ends other programs.
 */
final class ParentWatch {
    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable gone;

    private ParentWatch(Runnable gone) {
        this.gone = gone;
    }

    /** @param stdin the pipe to watch when the host promised one */
    static void begin(HostEnvironment environment, InputStream stdin, Runnable gone) {
        var watch = new ParentWatch(gone);
        // no parent: it lives outside our process namespace, and only the pipe can tell
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(watch::tell);
        });
        if (environment.watchesStdin()) {
            var reader = new Thread(() -> watch.read(stdin), "mortise/host-watch");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read(InputStream stdin) {
        byte[] ignored = new byte[256];
        try {
            while (stdin.read(ignored) >= 0) {
                // a host writes nothing here; what came anyway is not ours
            }
        } catch (IOException e) {
            // a broken pipe says the same as its end
        }
        tell();
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            gone.run();
        }
    }
}
