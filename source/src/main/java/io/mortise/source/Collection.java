package io.mortise.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** One round of deleting bundles that nobody needs. One thread, under the store's lock. */
final class Collection {
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path directory;
    private final Path staging;
    private final Instant now;

    private record Held(Path root, Instant used, long bytes) {
        String hash() {
            return root.getFileName().toString();
        }
    }

    Collection(Path directory, Path staging, Instant now) {
        this.directory = directory;
        this.staging = staging;
        this.now = now;
    }

    List<String> run(Set<String> keep, long maxBytes) throws IOException {
        List<Held> all = held();
        all.sort(Comparator.comparing(Held::used));
        long total = all.stream().mapToLong(Held::bytes).sum();
        List<String> deleted = new ArrayList<>();
        for (Held each : all) {
            boolean isYoung = each.used().plus(YOUNG).isAfter(now);
            if (total > maxBytes && !isYoung && !keep.contains(each.hash())) {
                remove(each.root(), staging);
                total -= each.bytes();
                deleted.add(each.hash());
            }
        }
        return deleted;
    }

    /** In one step for whoever looks: a bundle is whole or not there. */
    static void remove(Path root, Path staging) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            Path away = Files.createTempDirectory(staging, "", ReadOnly.openDirectory(staging));
            ReadOnly.open(root);
            Files.move(root, away.resolve("bundle"), StandardCopyOption.ATOMIC_MOVE);
            ReadOnly.delete(away);
        }
    }

    private List<Held> held() throws IOException {
        List<Held> all = new ArrayList<>();
        try (var children = Files.newDirectoryStream(
                directory, path -> BundleStore.isHash(path.getFileName().toString()))) {
            for (Path root : children) {
                all.add(new Held(root, Files.getLastModifiedTime(root).toInstant(), bytesOf(root)));
            }
        }
        return all;
    }

    private static long bytesOf(Path root) throws IOException {
        long bytes = 0;
        try (var paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    bytes += Files.size(path);
                }
            }
        }
        return bytes;
    }
}
