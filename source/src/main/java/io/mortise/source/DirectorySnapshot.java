package io.mortise.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Copies a directory as it stood at one moment: list, copy, list again, and both listings must be equal. */
final class DirectorySnapshot implements Attempt {
    private final DirectorySource.Options options;

    DirectorySnapshot(DirectorySource.Options options) {
        this.options = options;
    }

    @Override
    public Path take(Path candidate, Path staging, Quiet quiet) throws IOException, InterruptedException {
        try (Folder root = Folder.open(candidate)) {
            Problems problems = new Problems();
            Tree tree = list(root, problems);
            if (quiet.waitFor(tree.newestNanos())) {
                requireEqual(tree, list(root, new Problems()));
            }
            if (problems.isEmpty() && options.manifests().stream().noneMatch(tree::hasFile)) {
                problems.add("", "has no " + String.join(" or ", options.manifests()) + " at its root");
            }
            problems.throwIfAny(name(candidate));
            if (options.snapshot() == DirectorySource.SnapshotMode.LINK) {
                return candidate;
            }
            new TreeCopy().copy(root, tree, staging);
            requireEqual(tree, list(root, problems));
            return staging;
        } catch (AccessDeniedException e) {
            throw Problems.single(name(candidate), "may not be read by this user: " + e.getMessage());
        }
    }

    private Tree list(Folder root, Problems problems) throws IOException {
        // A directory stream can be read only once, so every listing opens the root again; the stream held by the
        // caller keeps the inode that both must show.
        try (Folder again = root.folder(".")) {
            return TreeLister.list(again, options.caps(), PathRules::isTaken, problems);
        }
    }

    private static void requireEqual(Tree before, Tree after) throws TreeChanged {
        if (!before.equals(after)) {
            throw new TreeChanged("files were added, removed or written");
        }
    }

    private static String name(Path candidate) {
        return candidate.getFileName().toString();
    }
}
