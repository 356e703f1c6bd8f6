package io.mortise.wasm.internal.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** A directory being read, entry by entry; remembers the last, because a guest asks again for what was cut. */
final class Listing implements Closeable {
    private static final int HEADER = 24;

    private final Walk walk;
    private final MountedFolders handles;
    private final Iterator<String> names;
    private byte[] last = {};
    private long at;

    private Listing(Walk walk, MountedFolders handles, Iterator<String> names) {
        this.walk = walk;
        this.handles = handles;
        this.names = names;
    }

    static Listing open(Place place, MountedFolders handles) throws IOException, WasiError {
        handles.take();
        boolean isOpen = false;
        Walk walk = Walk.from(place.mount());
        try {
            walk.into(place.names());
            walk.again();
            Listing listing = new Listing(walk, handles, walk.here().names());
            isOpen = true;
            return listing;
        } finally {
            if (!isOpen) {
                handles.giveBack();
                walk.close();
            }
        }
    }

    boolean canGoOnAt(long cookie) {
        return cookie == at || (cookie == at - 1 && last.length > 0);
    }

    /** The {@code dirent} and name at {@code cookie}; empty after the end. */
    byte[] entry(long cookie, BooleanSupplier isOver) throws IOException, WasiError {
        while (at <= cookie) {
            if (isOver.getAsBoolean()) {
                throw new WasiError(Errno.INTR);
            }
            last = next();
            if (last.length == 0) {
                return last;
            }
            at++;
        }
        return last;
    }

    private byte[] next() throws IOException {
        if (at < 2) {
            return entry(at == 0 ? "." : "..", walk.here().stat());
        }
        try {
            byte[] entry = {};
            while (entry.length == 0 && names.hasNext()) {
                entry = entryIfThere(names.next());
            }
            return entry;
        } catch (DirectoryIteratorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Empty when it was deleted since the host read its name. */
    private byte[] entryIfThere(String name) throws IOException {
        try {
            return entry(name, walk.here().stat(name));
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private byte[] entry(String name, Stat stat) {
        byte[] text = name.getBytes(UTF_8);
        return ByteBuffer.allocate(HEADER + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, at + 1)
                .putLong(8, stat.number())
                .putInt(16, text.length)
                .put(20, (byte) stat.kind().number())
                .put(HEADER, text)
                .array();
    }

    @Override
    public void close() throws IOException {
        handles.giveBack();
        walk.close();
    }
}
