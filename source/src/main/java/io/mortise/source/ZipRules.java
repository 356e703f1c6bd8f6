package io.mortise.source;

import io.mortise.api.BundleCaps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the entries of one archive may be, each and together. One thread, one archive. */
final class ZipRules {
    /** Below this an entry may be packed as well as it likes: it can do no harm, and empty tables are common. */
    private static final long RATIO_FREE_BYTES = 64 * 1024;

    private final BundleCaps caps;
    private final Problems problems;
    private final PathRules paths;
    private final Set<String> files = new HashSet<>();
    private final Set<String> implied = new HashSet<>();
    private final Set<String> written = new HashSet<>();

    ZipRules(BundleCaps caps, Problems problems) {
        this.caps = caps;
        this.problems = problems;
        this.paths = new PathRules(caps, problems);
    }

    void check(List<ZipEntry> entries, long archiveSize) {
        long total = 0;
        for (ZipEntry entry : entries) {
            String problem = entry.problem();
            if (!problem.isEmpty()) {
                problems.add(entry.path(), problem);
            }
            checkPath(entry);
            checkRatio(entry.path(), entry.size(), entry.packed());
            total += entry.size();
        }
        checkRatio("", total, archiveSize);
        if (total > caps.unpackedBytes()) {
            problems.add("", "unpacks to " + total + " bytes, at most " + caps.unpackedBytes() + " are allowed");
        }
        if (paths.entered() > caps.entries()) {
            problems.add("", "has more than " + caps.entries() + " files and directories, the most allowed");
        }
    }

    /** Every bundle has a manifest at its root; where it lies deeper the author hears why. */
    void checkManifest(Set<String> manifests) {
        if (manifests.stream().anyMatch(files::contains)) {
            return;
        }
        String named = String.join(" or ", manifests);
        files.stream()
                .filter(path -> manifests.contains(path.substring(path.lastIndexOf('/') + 1)))
                .sorted()
                .findFirst()
                .ifPresentOrElse(
                        path -> problems.add(
                                "",
                                "has no " + named + " at its root but " + path + "; zip the files, not the directory"),
                        () -> problems.add("", "has no " + named + " at its root"));
    }

    private void checkPath(ZipEntry entry) {
        String path = entry.path();
        // An entry may name its directory before or after what lies in it, but only once.
        boolean isFree = entry.isDirectory() && implied.contains(path) && written.add(path);
        if (!isFree && !paths.enter(path)) {
            return;
        }
        if (entry.isDirectory()) {
            written.add(path);
            implied.add(path);
        } else {
            files.add(path);
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String parent = path.substring(0, slash);
            if (implied.add(parent)) {
                paths.enter(parent);
            }
        }
    }

    private void checkRatio(String path, long size, long packed) {
        if (size > RATIO_FREE_BYTES && size / caps.ratio() > packed) {
            problems.add(
                    path,
                    "unpacks " + packed + " bytes to " + size + ", at most " + caps.ratio() + " times is allowed");
        }
    }
}
