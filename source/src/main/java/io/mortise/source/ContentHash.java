package io.mortise.source;

import io.mortise.api.BundleCaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Lists and hashes a tree as it stands: everything in a copy of ours, what counts in a linked one. Any thread. */
final class ContentHash {
    /** Of files in linked directories whose hashes are remembered. */
    private static final int REMEMBERED = 20_000;
    /** Caps were enforced when the tree came in. */
    private static final BundleCaps UNBOUNDED = new BundleCaps(
            Long.MAX_VALUE, Integer.MAX_VALUE - 1, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, 1);

    private final FileHashes linked = FileHashes.remembering(REMEMBERED);

    /** Reads every byte; a hidden file that was added counts too. */
    String ofCopy(Path tree) throws IOException {
        return of(tree, name -> true, FileHashes.none());
    }

    /** Reads what changed since it was read last. */
    String ofLinked(Path tree) throws IOException {
        return of(tree, PathRules::isTaken, linked);
    }

    private static String of(Path tree, Predicate<String> taken, FileHashes known) throws IOException {
        try (Folder root = Folder.open(tree)) {
            return TreeHash.of(root, list(root, tree, taken), known);
        }
    }

    /** All that lies in a copy of ours. */
    static Tree listCopy(Path tree) throws IOException {
        try (Folder root = Folder.open(tree)) {
            return list(root, tree, name -> true);
        }
    }

    private static Tree list(Folder root, Path tree, Predicate<String> taken) throws IOException {
        Problems problems = new Problems();
        try (Folder again = root.folder(".")) {
            Tree listed = TreeLister.list(again, UNBOUNDED, taken, problems);
            problems.throwIfAny(String.valueOf(tree.getFileName()));
            return listed;
        }
    }
}
