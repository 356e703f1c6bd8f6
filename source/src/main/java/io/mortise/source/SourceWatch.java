package io.mortise.source;

import io.mortise.api.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running watch and its two threads: one notices, one waits for quiet and tells. Any thread. */
final class SourceWatch implements Source.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    /** File systems that other machines write to without an event here. */
    private static final List<String> SILENT =
            List.of("nfs", "cifs", "smb", "9p", "fuse", "virtiofs", "vboxsf", "afs", "ceph", "drvfs");

    private final Candidates candidates;
    private final DirectorySource.Options options;
    private final Consumer<Set<String>> listener;
    private final Debounce debounce;
    private final Thread noticing;
    private final Thread telling;
    private volatile Noticer noticer;
    private volatile boolean closed;

    private SourceWatch(Candidates candidates, DirectorySource.Options options, Consumer<Set<String>> listener) {
        this.candidates = candidates;
        this.options = options;
        this.listener = listener;
        this.debounce = new Debounce(options.debounce());
        this.noticer = noticer();
        this.noticing = thread("notice", this::notice);
        this.telling = thread("tell", this::tell);
    }

    /** What changes after this returns is told. */
    static SourceWatch start(Candidates candidates, DirectorySource.Options options, Consumer<Set<String>> listener) {
        SourceWatch watch = new SourceWatch(candidates, options, listener);
        watch.noticing.start();
        watch.telling.start();
        return watch;
    }

    @Override
    public String mode() {
        return noticer.mode();
    }

    /** Returns when both threads have ended, unless called by the listener itself. */
    @Override
    public void close() {
        closed = true;
        noticer.close();
        noticing.interrupt();
        telling.interrupt();
        join(noticing);
        join(telling);
    }

    private Noticer noticer() {
        if (options.noticing() == DirectorySource.Noticing.POLL || isSilent()) {
            return poll();
        }
        try {
            return new EventNoticer(candidates, options, debounce);
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue("directory", candidates.directory())
                    .addKeyValue("cause", e.toString())
                    .log("no file events here, looking every two seconds");
            return poll();
        }
    }

    private PollNoticer poll() {
        return new PollNoticer(candidates, options, debounce, PollNoticer.PERIOD);
    }

    private boolean isSilent() {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return true;
        }
        try {
            String type = Files.getFileStore(candidates.directory()).type().toLowerCase(Locale.ROOT);
            return SILENT.stream().anyMatch(type::startsWith);
        } catch (IOException e) {
            // Not there: polling sees it appear.
            return true;
        }
    }

    private void notice() {
        try {
            noticer.run();
            if (!closed) {
                noticer.close();
                noticer = poll();
                debounce.add(Set.of());
                if (!closed) {
                    noticer.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            while (!closed) {
                tell(debounce.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Set<String> names) {
        try {
            listener.accept(names);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("directory", candidates.directory())
                    .setCause(e)
                    .log("the listener of a plugins directory threw");
        }
    }

    private Thread thread(String duty, Runnable work) {
        Thread thread = new Thread(work, "source/" + candidates.directory().getFileName() + '/' + duty);
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
