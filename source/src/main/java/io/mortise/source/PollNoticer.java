package io.mortise.source;

import io.mortise.api.Source.Candidate;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks every two seconds, and compares what the file system says of every file with what it said before. */
final class PollNoticer implements Noticer {
    static final Duration PERIOD = Duration.ofSeconds(2);

    private final Candidates candidates;
    private final DirectorySource.Options options;
    private final Debounce out;
    private final Duration period;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<String, Object> before;

    PollNoticer(Candidates candidates, DirectorySource.Options options, Debounce out, Duration period) {
        this.candidates = candidates;
        this.options = options;
        this.out = out;
        this.period = period;
        this.before = look();
    }

    @Override
    public String mode() {
        return "polling";
    }

    @Override
    public void run() throws InterruptedException {
        while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
            Map<String, Object> now = look();
            Set<String> changed = new TreeSet<>(now.keySet());
            changed.addAll(before.keySet());
            changed.removeIf(name -> Objects.equals(now.get(name), before.get(name)));
            before = now;
            if (!changed.isEmpty()) {
                out.add(changed);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private Map<String, Object> look() {
        Map<String, Object> seen = new HashMap<>();
        try {
            for (Candidate candidate : candidates.scan()) {
                seen.put(candidate.name(), seenOf(candidate.path()));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // An unreadable place is an empty one; the scan that follows the change logs why.
            return Map.of();
        }
        return seen;
    }

    private Object seenOf(Path path) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return Files.readAttributes(path, "size,lastModifiedTime,fileKey", LinkOption.NOFOLLOW_LINKS);
            }
            try (Folder folder = Folder.open(path)) {
                return TreeLister.list(folder, options.caps(), PathRules::isTaken, new Problems());
            }
        } catch (IOException e) {
            // Changing right now, or unreadable: equal to itself only while the reason stays.
            return e.toString();
        }
    }
}
