package io.mortise.sdk.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices that the host is gone: its process ended, or, for a Mortise host, the pipe on stdin did.
 *
 * <p>Without it a JVM would live on for ever: it ignores the broken pipe that ends other programs.
 */
final class ParentWatch {
    /** The JDK's own {@code onExit} looks at a process that is no child of ours every five seconds in the end. */
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable gone;

    private ParentWatch(Runnable gone) {
        this.gone = gone;
    }

    /** @param stdin the pipe to watch when the host promised one */
    static void begin(HostEnvironment environment, InputStream stdin, Runnable gone) {
        var watch = new ParentWatch(gone);
        // no parent: it lives outside our process namespace, and only the pipe can tell
        parent().ifPresent(parent -> watch.start("mortise/parent-watch", () -> watch.poll(parent)));
        if (environment.watchesStdin()) {
            watch.start("mortise/stdin-watch", () -> watch.read(stdin));
        }
    }

    private void start(String name, Runnable duty) {
        var thread = new Thread(duty, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Another parent than at start: ours ended, also when nobody has collected it yet. */
    private void poll(ProcessHandle parent) {
        try {
            while (parent().filter(parent::equals).isPresent()) {
                Thread.sleep(PERIOD.toMillis());
            }
            tell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<ProcessHandle> parent() {
        return ProcessHandle.current().parent();
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
