package io.mortise.source;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hashes of files that are linked instead of copied, by everything the file system says of them: a huge directory is
 * read once, not at every start. Any thread.
 */
final class FileHashes {
    private static final byte[] UNKNOWN = {};

    private final Object lock = new Object();
    private final Map<Stat, byte[]> byStat;

    private FileHashes(int max) {
        this.byStat = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Stat, byte[]> eldest) {
                return size() > max;
            }
        };
    }

    /** Remembers nothing: for the store's own copies, which must be read to be trusted. */
    static FileHashes none() {
        return new FileHashes(0);
    }

    /** Remembers the {@code max} files used last. */
    static FileHashes remembering(int max) {
        return new FileHashes(max);
    }

    /** Empty when unknown. The array is shared: read only. */
    byte[] find(Stat stat) {
        synchronized (lock) {
            return byStat.getOrDefault(stat, UNKNOWN);
        }
    }

    byte[] keep(Stat stat, byte[] hash) {
        synchronized (lock) {
            byStat.put(stat, hash);
        }
        return hash;
    }
}
