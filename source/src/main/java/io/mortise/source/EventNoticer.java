package io.mortise.source;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the file system. Ignored directories are not registered: they may be huge, and one is our own state. */
final class EventNoticer implements Noticer, DirectoryChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventNoticer.class);

    private final Candidates candidates;
    private final DirectorySource.Options options;
    private final Debounce out;
    private final DirectoryWatcher watcher;
    private final List<Runnable> loop = new ArrayList<>(1);
    private final CompletableFuture<Void> ended;
    private volatile boolean failed;

    /** @throws IOException when there is no directory, or the system's watches are used up */
    EventNoticer(Candidates candidates, DirectorySource.Options options, Debounce out) throws IOException {
        this.candidates = candidates;
        this.options = options;
        this.out = out;
        this.watcher = DirectoryWatcher.builder()
                .path(candidates.directory())
                .listener(this)
                .fileHashing(false)
                .fileTreeVisitor(this::visit)
                .logger(LOG)
                .build();
        // Registers now, so that nothing is missed from here on, and hands the loop to our thread.
        this.ended = watcher.watchAsync(loop::add);
        if (loop.isEmpty()) {
            watcher.close();
            throw new IOException("the directory could not be registered");
        }
    }

    @Override
    public String mode() {
        return "events";
    }

    @Override
    public void run() {
        loop.forEach(Runnable::run);
        try {
            ended.join();
        } catch (CompletionException e) {
            stopped(e);
        }
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
        if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
            out.add(Set.of());
        } else {
            candidates.concernedBy(event.path()).ifPresent(out::add);
        }
    }

    @Override
    public boolean isWatching() {
        return !failed;
    }

    @Override
    public void onException(Exception e) {
        if (!(e instanceof NoSuchFileException)) {
            // A directory that cannot be registered would change unseen: whoever runs us goes on by polling.
            stopped(e);
            failed = true;
        }
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", candidates.directory())
                    .addKeyValue("cause", e.toString())
                    .log("file events could not be closed");
        }
    }

    private void stopped(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("directory", candidates.directory())
                .addKeyValue("cause", cause.toString())
                .log("file events stopped, looking every two seconds");
    }

    private void visit(Path start, FileTreeVisitor.Callback onDirectory, FileTreeVisitor.Callback onFile)
            throws IOException {
        Files.walkFileTree(
                start, EnumSet.noneOf(FileVisitOption.class), options.caps().depth() + 1, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                            throws IOException {
                        if (!directory.equals(candidates.directory())
                                && !PathRules.isTaken(directory.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        onDirectory.call(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        onFile.call(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        // Gone already, or not ours to read: the snapshot says so with its reason.
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
