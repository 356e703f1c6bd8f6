package io.mortise.wasm.internal.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads: an open directory and a name in it, which may or may not be there.
 *
 * @param name empty = the directory itself
 * @param mustBeDirectory the path says so
 */
record Spot(MountedFolder mount, Walk walk, String name, boolean mustBeDirectory) implements Closeable {
    /** The path as seen from a directory the guest holds. */
    static Spot find(OpenFolder from, GuestPath path) throws IOException, WasiError {
        List<String> steps = path.names();
        boolean hasName = !steps.isEmpty() && !steps.get(steps.size() - 1).equals("..");
        int before = hasName ? steps.size() - 1 : steps.size();
        Walk walk = to(from.place().mount(), from.place().names());
        return new Spot(
                from.place().mount(),
                moved(walk, steps.subList(0, before)),
                hasName ? steps.get(before) : "",
                path.mustBeDirectory());
    }

    /** Where something was when it was opened. */
    static Spot find(Place place) throws IOException, WasiError {
        if (place.isRoot()) {
            return new Spot(place.mount(), Walk.from(place.mount()), "", true);
        }
        int last = place.names().size() - 1;
        Walk walk = to(place.mount(), place.names().subList(0, last));
        return new Spot(place.mount(), walk, place.names().get(last), false);
    }

    private static Walk to(MountedFolder mount, List<String> names) throws IOException, WasiError {
        return moved(Walk.from(mount), names);
    }

    private static Walk moved(Walk walk, List<String> steps) throws IOException, WasiError {
        boolean isThere = false;
        try {
            walk.into(steps);
            isThere = true;
            return walk;
        } finally {
            if (!isThere) {
                walk.close();
            }
        }
    }

    Folder folder() {
        return walk.here();
    }

    boolean isFolderItself() {
        return name.isEmpty();
    }

    Place place() {
        List<String> names = new ArrayList<>(walk.names());
        if (!isFolderItself()) {
            names.add(name);
        }
        return new Place(mount, List.copyOf(names));
    }

    /** The name's entry; empty when there is none. */
    Optional<Stat> lookUp() throws IOException, WasiError {
        try {
            return Optional.of(stat());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    Stat stat() throws IOException, WasiError {
        if (isFolderItself()) {
            return folder().stat();
        }
        Stat stat = folder().stat(name);
        if (mustBeDirectory && stat.kind() != Stat.Kind.DIRECTORY) {
            throw new WasiError(stat.kind() == Stat.Kind.LINK ? Errno.LOOP : Errno.NOTDIR);
        }
        return stat;
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }
}
