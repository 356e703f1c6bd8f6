package io.mortise.wasm.internal.cache;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds all entries together under a number of bytes: those that were used longest ago go first. */
final class CacheRoom {
    /** A draft this old was left by a process that ended while it wrote. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private CacheRoom() {}

    /** A file and when it was last used. */
    private record Entry(Path file, long bytes, Instant used) {}

    static void make(Path directory, long maxBytes) throws IOException {
        List<Entry> entries = entries(directory);
        entries.sort(Comparator.comparing(Entry::used));
        long left = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry oldest : entries) {
            if (left <= maxBytes) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            left -= oldest.bytes();
        }
    }

    private static List<Entry> entries(Path directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Instant abandoned = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
                    Instant used = found.lastModifiedTime().toInstant();
                    if (file.toString().endsWith(CodeCache.SUFFIX)) {
                        entries.add(new Entry(file, found.size(), used));
                    } else if (file.toString().endsWith(CodeCache.TEMPORARY) && used.isBefore(abandoned)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // Another process was faster; it counts for nothing.
                }
            }
        }
        return entries;
    }
}
