package io.mortise.wasm.internal.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A regular file. Its offset is kept here, so that reading never depends on the channel's. */
final class OpenFile implements Descriptor {
    private final Place place;
    private final MountedFolders handles;
    private final FileChannel channel;
    private final Stat asOpened;
    private final Access access;
    long offset;
    boolean appends;

    /** What it was opened for. */
    record Access(boolean reads, boolean writes) {}

    /** Takes over the {@code channel} and the handle that was taken for it. */
    OpenFile(Place place, MountedFolders handles, FileChannel channel, Stat asOpened, Access access) {
        this.place = place;
        this.handles = handles;
        this.channel = channel;
        this.asOpened = asOpened;
        this.access = access;
    }

    @Override
    public Place place() {
        return place;
    }

    Access access() {
        return access;
    }

    Stat asOpened() {
        return asOpened;
    }

    FileChannel readable() throws WasiError {
        if (!access.reads) {
            throw new WasiError(Errno.BADF);
        }
        return channel;
    }

    FileChannel writable() throws WasiError {
        if (!access.writes) {
            throw new WasiError(place.mount().mount().readOnly() ? Errno.ROFS : Errno.BADF);
        }
        return channel;
    }

    long size() throws IOException {
        return channel.size();
    }

    void force(boolean metadata) throws IOException {
        channel.force(metadata);
    }

    @Override
    public void close() throws IOException {
        handles.giveBack();
        channel.close();
    }
}
