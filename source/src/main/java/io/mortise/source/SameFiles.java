package io.mortise.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether two copies of ours hold the same files, byte for byte. Where one of them was hashed a moment ago that says as much
 * as hashing the other, and takes a fraction of it: a cold JVM hashes ten megabytes a second.
 */
final class SameFiles {
    private SameFiles() {}

    /** Names, executable bits and bytes; directories count by the files in them, as for the hash. */
    static boolean areIn(Path left, Path right) throws IOException {
        return same(list(left), list(right), left, right);
    }

    private static List<Tree.Entry> list(Path root) throws IOException {
        return files(ContentHash.listCopy(root).entries());
    }

    private static List<Tree.Entry> files(List<Tree.Entry> entries) {
        return entries.stream().filter(Tree.Entry::holdsFiles).toList();
    }

    private static boolean same(List<Tree.Entry> lefts, List<Tree.Entry> rights, Path left, Path right)
            throws IOException {
        if (lefts.size() != rights.size()) {
            return false;
        }
        for (int i = 0; i < lefts.size(); i++) {
            Tree.Entry one = lefts.get(i);
            Tree.Entry other = rights.get(i);
            if (!one.name().equals(other.name()) || !same(one, other, left, right)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Tree.Entry one, Tree.Entry other, Path left, Path right) throws IOException {
        Path leftPath = left.resolve(one.name());
        Path rightPath = right.resolve(other.name());
        if (one.isDirectory() || other.isDirectory()) {
            return one.stat().type() == other.stat().type()
                    && same(files(one.children()), files(other.children()), leftPath, rightPath);
        }
        return one.stat().size() == other.stat().size()
                && one.stat().isExecutable() == other.stat().isExecutable()
                && Files.mismatch(leftPath, rightPath) < 0;
    }
}
