package io.mortise.wasm.internal.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one instance has open beside its three streams. Only the thread that holds the instance. */
public final class Descriptors implements AutoCloseable {
    /** Standard input, output and error come first. */
    public static final int STREAMS = 3;

    /** Of one instance, the granted directories among them. */
    public static final int MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private final MountedFolders folders;
    private final Map<Integer, Descriptor> open = new TreeMap<>();

    public Descriptors(MountedFolders folders) {
        this.folders = folders;
        for (MountedFolder each : folders.all()) {
            open.put(STREAMS + open.size(), new OpenFolder(new Place(each, List.of()), true));
        }
    }

    MountedFolders folders() {
        return folders;
    }

    /** True when the guest has opened something beside the directories it was given. */
    public boolean hasOpened() {
        return open.values().stream().anyMatch(each -> !isGranted(each));
    }

    public boolean has(int descriptor) {
        return open.containsKey(descriptor);
    }

    Descriptor get(long descriptor) throws WasiError {
        Descriptor found = open.get((int) descriptor);
        if (found == null) {
            throw new WasiError(Errno.BADF);
        }
        return found;
    }

    OpenFolder folder(long descriptor) throws WasiError {
        if (get(descriptor) instanceof OpenFolder folder) {
            return folder;
        }
        throw new WasiError(Errno.NOTDIR);
    }

    /** @param otherwise the answer for a directory */
    OpenFile file(long descriptor, int otherwise) throws WasiError {
        if (get(descriptor) instanceof OpenFile file) {
            return file;
        }
        throw new WasiError(otherwise);
    }

    void requireRoom() throws WasiError {
        if (open.size() >= MAX) {
            throw new WasiError(Errno.MFILE);
        }
    }

    /** The lowest free number; there is room. */
    int add(Descriptor descriptor) {
        int number = STREAMS;
        while (open.containsKey(number)) {
            number++;
        }
        open.put(number, descriptor);
        return number;
    }

    void remove(long descriptor) throws IOException, WasiError {
        Descriptor old = get(descriptor);
        open.remove((int) descriptor);
        old.close();
    }

    /** {@code from} gets the number of {@code to}, which is closed. */
    void renumber(long from, long to) throws IOException, WasiError {
        Descriptor moved = get(from);
        Descriptor old = get(to);
        if (isGranted(moved) || isGranted(old)) {
            throw new WasiError(Errno.NOTSUP);
        }
        if (moved != old) {
            open.remove((int) from);
            open.put((int) to, moved);
            old.close();
        }
    }

    private static boolean isGranted(Descriptor descriptor) {
        return descriptor instanceof OpenFolder folder && folder.isGranted();
    }

    /** Closes every file, whatever the guest left open. */
    @Override
    public void close() {
        for (Descriptor each : new ArrayList<>(open.values())) {
            try {
                each.close();
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("directory", each.place().mount().mount().directory())
                        .setCause(e)
                        .log("a file of a retired instance could not be closed");
            }
        }
        open.clear();
    }
}
