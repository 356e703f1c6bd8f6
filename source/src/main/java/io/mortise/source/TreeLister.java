package io.mortise.source;

import io.mortise.api.BundleCaps;
import io.mortise.api.error.ForeignText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists a tree under the caps, and finds what may not be in a bundle. One thread, one listing. */
final class TreeLister {
    private final BundleCaps caps;
    private final Predicate<String> taken;
    private final Problems problems;
    private final PathRules rules;
    private long bytes;
    private boolean full;

    private TreeLister(BundleCaps caps, Predicate<String> taken, Problems problems) {
        this.caps = caps;
        this.taken = taken;
        this.problems = problems;
        this.rules = new PathRules(caps, problems);
    }

    /** Problems are added to {@code problems}; then the tree is incomplete. */
    static Tree list(Folder root, BundleCaps caps, Predicate<String> taken, Problems problems) throws IOException {
        TreeLister lister = new TreeLister(caps, taken, problems);
        return new Tree(lister.list(root, ""));
    }

    private List<Tree.Entry> list(Folder folder, String prefix) throws IOException {
        List<Tree.Entry> entries = new ArrayList<>();
        for (String name : folder.names(taken, caps.entries() + 1)) {
            if (full) {
                break;
            }
            if (rules.enter(prefix + name)) {
                entries.add(entry(folder, name, prefix + name));
            }
            checkCount();
        }
        return entries;
    }

    private Tree.Entry entry(Folder folder, String name, String path) throws IOException {
        Stat stat = folder.stat(name);
        List<Tree.Entry> children = List.of();
        switch (stat.type()) {
            case FILE -> checkFile(path, stat);
            case DIRECTORY -> children = children(folder, name, path);
            case LINK, PIPE, SOCKET, DEVICE, OTHER ->
                problems.add(path, "is " + stat.type().words() + ", only regular files and directories are taken");
        }
        return new Tree.Entry(name, stat, children);
    }

    private List<Tree.Entry> children(Folder folder, String name, String path) throws IOException {
        try (Folder inner = folder.folder(name)) {
            return list(inner, path + '/');
        } catch (AccessDeniedException e) {
            problems.add(
                    path, "may not be read: " + ForeignText.clean(String.valueOf(e.getMessage()), ForeignText.MAX));
            return List.of();
        }
    }

    private void checkFile(String path, Stat stat) {
        if (stat.links() > 1) {
            problems.add(path, "has " + stat.links() + " hard links, a file of a plugin has one; copy it instead");
        }
        if (stat.setsId()) {
            problems.add(path, "is set-user-id or set-group-id; take the bit away (chmod ug-s)");
        }
        long before = bytes;
        bytes += stat.size();
        if (before <= caps.unpackedBytes() && bytes > caps.unpackedBytes()) {
            problems.add(path, "with it all files have more than " + caps.unpackedBytes() + " bytes, the most allowed");
        }
    }

    private void checkCount() {
        if (rules.entered() > caps.entries()) {
            problems.add("", "has more than " + caps.entries() + " files and directories, the most allowed");
            full = true;
        }
    }
}
