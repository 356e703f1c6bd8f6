package io.mortise.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;

/** Tries until files hold still, for a bounded time. Any thread. */
final class PatientSnapshot {
    private static final long PAUSE_MILLIS = 20;

    private final Quiet quiet;
    private final Duration patience;

    PatientSnapshot(Quiet quiet, Duration patience) {
        this.quiet = quiet;
        this.patience = patience;
    }

    /** @throws PluginException BAD_BUNDLE; SERVICE_FAILED when the copy cannot be written; CANCELLED by interrupt */
    Path take(Attempt attempt, Path candidate, Path staging) {
        String name = candidate.getFileName().toString();
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    return attempt.take(candidate, staging, quiet);
                } catch (TreeChanged | NoSuchFileException | NotDirectoryException e) {
                    giveUpAt(end, candidate, name);
                }
                empty(staging);
                MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PluginException.of(Failure.CANCELLED, name, "the snapshot was interrupted")
                    .causedBy(e);
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.SERVICE_FAILED,
                            name,
                            "the snapshot to " + staging + " stopped: " + e.getMessage()
                                    + "; look at that disk's space and permissions",
                            new Detail.Service("source", "snapshot", String.valueOf(e.getMessage())))
                    .causedBy(e);
        }
    }

    private void giveUpAt(long end, Path candidate, String name) {
        if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
            throw Problems.single(name, "is not there any more");
        }
        if (System.nanoTime() - end >= 0) {
            throw Problems.single(
                    name,
                    "keeps changing: not quiet for " + quiet.period().toMillis() + " ms within " + patience.toMillis()
                            + " ms; copy it elsewhere and move (mv) it into place when it is complete");
        }
    }

    private static void empty(Path staging) throws IOException {
        try (var children = Files.newDirectoryStream(staging)) {
            for (Path child : children) {
                ReadOnly.delete(child);
            }
        }
    }
}
