package io.mortise.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.mortise.api.Source.Candidate;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which names in a directory look like plugins; reads names, not contents. Any thread. */
record Candidates(Path directory, Set<String> manifests) {
    /** Sorted by name; a directory that is not there has none. */
    List<Candidate> scan() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        if (isItself()) {
            return List.of(new Candidate(name(directory), directory));
        }
        List<Candidate> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, this::isCandidate)) {
            children.forEach(path -> found.add(new Candidate(name(path), path)));
        }
        found.sort(Comparator.comparing(Candidate::name));
        return List.copyOf(found);
    }

    /**
     * Whom a changed path concerns.
     *
     * @return empty = nobody; an empty set = everybody
     */
    Optional<Set<String>> concernedBy(Path changed) {
        Path inside = directory.relativize(changed);
        for (Path part : inside) {
            if (!PathRules.isTaken(part.toString())) {
                return Optional.empty();
            }
        }
        String first = inside.getName(0).toString();
        if (inside.getNameCount() == 1 && manifests.contains(first)) {
            return Optional.of(Set.of());
        }
        if (isItself()) {
            return Optional.of(Set.of(name(directory)));
        }
        // What is gone may have been a plugin; a file that is there and no archive is none.
        boolean isPlainFile = Files.isRegularFile(directory.resolve(first), NOFOLLOW_LINKS) && !isArchive(first);
        return isPlainFile ? Optional.empty() : Optional.of(Set.of(first));
    }

    private boolean isItself() {
        return holdsManifest(directory);
    }

    private boolean isCandidate(Path path) {
        String name = name(path);
        return PathRules.isTaken(name)
                && (Files.isDirectory(path)
                        ? holdsManifest(path)
                        : isArchive(name) && Files.exists(path, NOFOLLOW_LINKS));
    }

    private boolean holdsManifest(Path path) {
        return manifests.stream().anyMatch(name -> Files.exists(path.resolve(name), NOFOLLOW_LINKS));
    }

    private static boolean isArchive(String name) {
        return name.endsWith(".mplug") || name.endsWith(".zip");
    }

    private static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
