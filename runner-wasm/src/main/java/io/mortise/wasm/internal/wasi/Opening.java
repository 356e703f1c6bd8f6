package io.mortise.wasm.internal.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;

/** {@code path_open}, once the place is found. */
final class Opening {
    private static final int TRIES = 8;

    private final WasiContext context;
    private final Spot spot;
    private final Wanted wanted;

    Opening(WasiContext context, Spot spot, Wanted wanted) {
        this.context = context;
        this.spot = spot;
        this.wanted = wanted;
    }

    Descriptor open() throws IOException, WasiError {
        if (wanted.creates() && wanted.onlyDirectory()) {
            throw new WasiError(Errno.INVAL);
        }
        for (int i = 1; ; i++) {
            try {
                return once();
            } catch (FileAlreadyExistsException e) {
                // Another instance made the file between our look and our try.
                if (wanted.onlyNew() || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Descriptor once() throws IOException, WasiError {
        Optional<Stat> there = spot.lookUp();
        if (there.isPresent() && wanted.onlyNew()) {
            throw new WasiError(Errno.EXIST);
        }
        if (there.isEmpty()) {
            return created();
        }
        return switch (there.get().kind()) {
            case DIRECTORY -> directory();
            case FILE -> existing();
            case LINK -> throw new WasiError(Errno.LOOP);
            case OTHER -> throw new WasiError(Errno.PERM);
        };
    }

    private Descriptor directory() throws WasiError {
        boolean changes =
                wanted.creates() || wanted.truncates() || wanted.access().writes();
        if (changes && !wanted.onlyDirectory()) {
            throw new WasiError(Errno.ISDIR);
        }
        return new OpenFolder(spot.place(), false);
    }

    private Descriptor created() throws IOException, WasiError {
        if (!wanted.creates()) {
            throw new WasiError(Errno.NOENT);
        }
        if (spot.mustBeDirectory()) {
            throw new WasiError(Errno.ISDIR);
        }
        context.requireChangeable(spot.mount());
        return file(false);
    }

    /** A file with a second name may lie outside the mount as well; nothing says who put it there. */
    private Descriptor existing() throws IOException, WasiError {
        if (wanted.onlyDirectory()) {
            throw new WasiError(Errno.NOTDIR);
        }
        if (wanted.access().writes() || wanted.truncates()) {
            context.requireChangeable(spot.mount());
        }
        if (spot.folder().links(spot.name()) > 1) {
            throw new WasiError(Errno.PERM);
        }
        return file(true);
    }

    private Descriptor file(boolean isThere) throws IOException, WasiError {
        MountedFolders handles = context.descriptors().folders();
        handles.take();
        boolean isOpen = false;
        try {
            FileChannel channel = spot.folder().open(spot.name(), wanted.options(isThere));
            try {
                Stat stat = spot.folder().stat(spot.name());
                OpenFile file = new OpenFile(spot.place(), handles, channel, stat, wanted.access());
                file.appends = wanted.appends();
                isOpen = true;
                return file;
            } finally {
                if (!isOpen) {
                    channel.close();
                }
            }
        } finally {
            if (!isOpen) {
                handles.giveBack();
            }
        }
    }
}
