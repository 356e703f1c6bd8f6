package io.mortise.source;

import static java.util.Objects.requireNonNull;

import io.mortise.api.BundleCaps;
import io.mortise.api.Origin;
import io.mortise.api.Source;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugins in a directory: each subdirectory with a manifest at its root, each archive ({@code *.mplug}, {@code *.zip}),
 * or the directory itself where a manifest lies in it. Names beginning with a dot are never plugins. Any thread.
 */
public final class DirectorySource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorySource.class);

    private final Path directory;
    private final Origin origin;
    private final Options options;
    private final PatientSnapshot snapshots;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** Whether a plugin's directory is copied into the store or run where it lies. Archives are always unpacked. */
    public enum SnapshotMode {
        COPY,
        LINK
    }

    /** How changes are noticed. */
    public enum Noticing {
        /** By the file system's events where it has them, else by polling. */
        EVENTS,
        /** Every two seconds: for file systems that promise events and give none. */
        POLL
    }

    /**
     * How a directory is read.
     *
     * @param debounce how long events are collected before they are told
     * @param quiet how long nothing may have changed before a copy is made
     * @param patience how long a snapshot waits for that, all tries together
     * @param manifests names of a manifest file
     */
    public record Options(
            SnapshotMode snapshot,
            Duration debounce,
            Duration quiet,
            Duration patience,
            Noticing noticing,
            Set<String> manifests,
            BundleCaps caps) {
        /** COPY, 200 ms, 500 ms, 10 s, EVENTS, {@code plugin.yaml}, standard caps. */
        public static final Options STANDARD = new Options(
                SnapshotMode.COPY,
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Noticing.EVENTS,
                Set.of("plugin.yaml"),
                BundleCaps.STANDARD);

        public Options {
            requireNonNull(snapshot, "snapshot");
            requireNonNull(debounce, "debounce");
            requireNonNull(quiet, "quiet");
            requireNonNull(patience, "patience");
            requireNonNull(noticing, "noticing");
            manifests = Set.copyOf(manifests);
            requireNonNull(caps, "caps");
        }

        public Options withSnapshot(SnapshotMode value) {
            return new Options(value, debounce, quiet, patience, noticing, manifests, caps);
        }

        public Options withDebounce(Duration value) {
            return new Options(snapshot, value, quiet, patience, noticing, manifests, caps);
        }

        public Options withQuiet(Duration value) {
            return new Options(snapshot, debounce, value, patience, noticing, manifests, caps);
        }

        public Options withPatience(Duration value) {
            return new Options(snapshot, debounce, quiet, value, noticing, manifests, caps);
        }

        public Options withNoticing(Noticing value) {
            return new Options(snapshot, debounce, quiet, patience, value, manifests, caps);
        }

        public Options withManifests(Set<String> value) {
            return new Options(snapshot, debounce, quiet, patience, noticing, value, caps);
        }

        public Options withCaps(BundleCaps value) {
            return new Options(snapshot, debounce, quiet, patience, noticing, manifests, value);
        }
    }

    private DirectorySource(Path directory, Origin origin, Options options) {
        this.directory = directory;
        this.origin = origin;
        this.options = options;
        this.snapshots = new PatientSnapshot(new Quiet(options.quiet(), Clock.systemUTC()), options.patience());
    }

    /** The directory need not be there yet. */
    public static DirectorySource open(Path directory, Origin origin, Options options) {
        return new DirectorySource(
                real(directory.toAbsolutePath().normalize()),
                requireNonNull(origin, "origin"),
                requireNonNull(options, "options"));
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public List<Candidate> scan() {
        try {
            return candidates().scan();
        } catch (IOException | DirectoryIteratorException e) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("cause", e.toString())
                    .log("plugins directory may not be read, it counts as empty");
            return List.of();
        }
    }

    @Override
    public Path snapshot(Candidate candidate, Path staging) {
        Path path = candidate.path();
        if (Files.isSymbolicLink(path)) {
            throw Problems.single(
                    candidate.name(),
                    "is a symbolic link; name the directory it leads to in mortise.yaml: plugins: [ { dir: … } ]");
        }
        Attempt attempt = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? new DirectorySnapshot(options)
                : new ArchiveSnapshot(options);
        return snapshots.take(attempt, path, staging);
    }

    @Override
    public Watch watch(Consumer<Set<String>> changed) {
        SourceWatch watch = SourceWatch.start(candidates(), options, requireNonNull(changed, "changed"));
        watches.add(watch);
        return watch;
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        watches.clear();
    }

    private Candidates candidates() {
        return new Candidates(directory, options.manifests());
    }

    /** Links on the way to the directory are the operator's own; those inside it are not followed. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("directory", directory)
                    .addKeyValue("cause", e.toString())
                    .log("plugins directory is not there yet");
            return directory;
        }
    }
}
