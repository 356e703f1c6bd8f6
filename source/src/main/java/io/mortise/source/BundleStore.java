package io.mortise.source;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * Where runners read bundles from: one read-only directory for each content, named by its hash. Files of a source are
 * therefore never locked, and a half-copied directory is never run. One store for a directory, any thread.
 */
public final class BundleStore {
    private static final int STRIPES = 64;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path directory;
    private final Path staging;
    private final Clock clock;
    private final ContentHash hashes = new ContentHash();
    private final ReadWriteLock collecting = new ReentrantReadWriteLock();
    private final Object[] moving = new Object[STRIPES];

    /**
     * A bundle's files.
     *
     * @param root in the store, or the operator's own directory where it was linked
     * @param hash SHA-256 of the tree, 64 hexadecimal digits
     */
    public record Stored(Path root, String hash) {
        public Stored {
            requireNonNull(root, "root");
            requireNonNull(hash, "hash");
        }
    }

    private BundleStore(Path directory, Clock clock) {
        this.directory = directory;
        this.staging = directory.resolve(".staging");
        this.clock = clock;
        Arrays.setAll(moving, each -> new Object());
    }

    /**
     * Creates the directory (0700) when it is not there, and deletes what an earlier run left in staging.
     *
     * @throws PluginException SERVICE_FAILED when it cannot be written
     */
    public static BundleStore open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    static BundleStore open(Path directory, Clock clock) {
        try {
            Files.createDirectories(directory);
            ReadOnly.open(directory);
            BundleStore store = new BundleStore(directory.toRealPath(), clock);
            ReadOnly.delete(store.staging);
            Files.createDirectory(store.staging, ReadOnly.openDirectory(store.staging));
            return store;
        } catch (IOException e) {
            throw failed(directory, "open", e);
        }
    }

    /** A new empty directory, 0700, to snapshot into; it is the caller's to {@link #adopt} or {@link #discard}. */
    public Path staging() {
        try {
            return Files.createTempDirectory(staging, "", ReadOnly.openDirectory(staging));
        } catch (IOException e) {
            throw failed(directory, "staging", e);
        }
    }

    /** Deletes a staging directory that will not be adopted. */
    public void discard(Path tree) {
        if (isStaged(tree)) {
            try {
                ReadOnly.delete(tree);
            } catch (IOException e) {
                throw failed(directory, "discard", e);
            }
        }
    }

    /**
     * Takes a tree in: one from {@link #staging} is moved to its hash in one step, or dropped when that content is here
     * already; any other is hashed where it lies (the operator said to link it).
     *
     * @throws PluginException BAD_BUNDLE when a linked tree changes meanwhile; SERVICE_FAILED
     */
    public Stored adopt(Path tree) {
        try {
            String hash = hashOf(tree);
            if (!isStaged(tree)) {
                return new Stored(tree, hash);
            }
            return moved(tree, new Stored(directory.resolve(hash), hash));
        } catch (IOException e) {
            throw failed(directory, "adopt", e);
        }
    }

    /** A bundle that was adopted once, by its hash; empty when it is here no longer. Its files are not hashed. */
    public Optional<Stored> find(String hash) {
        Path root = directory.resolve(hash);
        return isHash(hash) && Files.isDirectory(root) ? Optional.of(new Stored(root, hash)) : Optional.empty();
    }

    /**
     * Hashes the files again, before every start.
     *
     * @throws PluginException BAD_BUNDLE when they are not what was adopted
     */
    public void verify(Stored stored) {
        String actual;
        try {
            actual = hashOf(stored.root());
        } catch (IOException e) {
            throw Problems.single(shown(stored), "may not be read any more: " + e.getMessage())
                    .causedBy(e);
        }
        if (!actual.equals(stored.hash())) {
            throw Problems.single(
                    shown(stored), "the files were changed, their hash is now " + actual + "; reload the plugin");
        }
        if (Files.isWritable(directory)) {
            // A store on a read-only disk collects nothing; a restart from it must still be possible.
            touch(stored);
        }
    }

    /**
     * Deletes bundles, those used longest ago first, until all have at most {@code maxBytes} together.
     *
     * @param keep hashes that stay; what was adopted or verified in the last minute stays too, its user may not be
     *     registered yet
     * @return the hashes of the deleted ones
     */
    public List<String> collect(Set<String> keep, long maxBytes) {
        try {
            collecting.writeLock().lock();
            try {
                return new Collection(directory, staging, clock.instant()).run(keep, maxBytes);
            } finally {
                collecting.writeLock().unlock();
            }
        } catch (IOException e) {
            throw failed(directory, "collect", e);
        }
    }

    static boolean isHash(String name) {
        return HASH.matcher(name).matches();
    }

    /** Different contents move at the same time; a thousand plugins that are found together do not wait for each other. */
    private Stored moved(Path tree, Stored stored) throws IOException {
        collecting.readLock().lock();
        try {
            synchronized (moving[Math.floorMod(stored.hash().hashCode(), STRIPES)]) {
                return move(tree, stored);
            }
        } finally {
            collecting.readLock().unlock();
        }
    }

    private Stored move(Path tree, Stored stored) throws IOException {
        if (Files.exists(stored.root()) && SameFiles.areIn(tree, stored.root())) {
            ReadOnly.delete(tree);
        } else {
            // A damaged copy makes room; processes that run from it keep their open files.
            Collection.remove(stored.root(), staging);
            ReadOnly.closeInside(tree);
            Files.move(tree, stored.root(), StandardCopyOption.ATOMIC_MOVE);
            ReadOnly.close(stored.root());
        }
        touch(stored);
        return stored;
    }

    private String hashOf(Path tree) throws IOException {
        return tree.startsWith(directory) ? hashes.ofCopy(tree) : hashes.ofLinked(tree);
    }

    private boolean isStaged(Path tree) {
        return staging.equals(tree.getParent());
    }

    private void touch(Stored stored) {
        if (!stored.root().startsWith(directory)) {
            return;
        }
        try {
            Files.setLastModifiedTime(stored.root(), FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw failed(directory, "touch", e);
        }
    }

    private static String shown(Stored stored) {
        return "bundle " + stored.hash();
    }

    private static PluginException failed(Path directory, String operation, IOException e) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        "bundle store " + directory,
                        operation + " stopped: " + e.getMessage() + "; look at that disk's space and permissions",
                        new Detail.Service("bundle store", operation, String.valueOf(e.getMessage())))
                .causedBy(e);
    }
}
