package io.mortise.source;

import java.util.List;

/**
 * One listing of a directory tree, ignored names left out; equal to another when nothing has changed between them.
 *
 * @param entries of the root, sorted by name
 */
record Tree(List<Entry> entries) {
    Tree {
        entries = List.copyOf(entries);
    }

    /**
     * A file or directory.
     *
     * @param children of a directory, sorted by name
     */
    record Entry(String name, Stat stat, List<Entry> children) {
        Entry {
            children = List.copyOf(children);
        }

        boolean isDirectory() {
            return stat.type() == Stat.Type.DIRECTORY;
        }

        /** A directory without a file in it is no part of a bundle. */
        boolean holdsFiles() {
            return !isDirectory() || children.stream().anyMatch(Entry::holdsFiles);
        }

        private long newestNanos() {
            return Math.max(stat.newestNanos(), newest(children));
        }
    }

    /** The last change of anything in it, since the epoch; 0 when it is empty. */
    long newestNanos() {
        return newest(entries);
    }

    boolean hasFile(String name) {
        return entries.stream().anyMatch(each -> each.name().equals(name) && !each.isDirectory());
    }

    private static long newest(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::newestNanos).max().orElse(0);
    }
}
