package io.mortise.wasm.internal.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A way from a mount's root down, one directory at a time; holds those open until it is closed. */
final class Walk implements Closeable {
    private final MountedFolder mount;
    private final Deque<Folder> opened = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();

    private Walk(MountedFolder mount) {
        this.mount = mount;
    }

    static Walk from(MountedFolder mount) {
        return new Walk(mount);
    }

    Folder here() {
        return opened.isEmpty() ? mount.root() : opened.getLast();
    }

    /** Where it stands, without any {@code ..}. */
    List<String> names() {
        return names;
    }

    /** Through directories only: a link on the way is refused, whatever it leads to. */
    void into(List<String> steps) throws IOException, WasiError {
        for (String step : steps) {
            if (step.equals("..")) {
                names.remove(names.size() - 1);
                opened.removeLast().close();
            } else {
                down(step);
            }
        }
    }

    private void down(String name) throws IOException, WasiError {
        if (names.size() >= GuestPath.MAX_NAMES) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        // Asked before it is opened: opening a pipe would wait for its other end.
        Stat.Kind kind = here().stat(name).kind();
        if (kind != Stat.Kind.DIRECTORY) {
            throw new WasiError(kind == Stat.Kind.LINK ? Errno.LOOP : Errno.NOTDIR);
        }
        opened.addLast(here().folder(name));
        names.add(name);
    }

    /** Opens once more the directory it stands in, so that its names can be read. */
    void again() throws IOException {
        opened.addLast(here().again());
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.removeLast().close();
        }
    }
}
