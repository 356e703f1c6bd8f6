package io.mortise.wasm.internal.wasi;

import io.mortise.api.Mount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The granted directories of one generation and the files that all its instances may hold open. Any thread. */
public final class MountedFolders implements AutoCloseable {
    /** Files and directory listings open at once, over all instances. */
    public static final int MAX_OPEN = 256;

    private static final Logger LOG = LoggerFactory.getLogger(MountedFolders.class);

    private final List<MountedFolder> folders;
    private final Semaphore open = new Semaphore(MAX_OPEN);

    private MountedFolders(List<MountedFolder> folders) {
        this.folders = List.copyOf(folders);
    }

    /** @throws IOException when one of them cannot be opened; then none is */
    public static MountedFolders open(List<Mount> mounts) throws IOException {
        List<MountedFolder> folders = new ArrayList<>();
        boolean isDone = false;
        try {
            for (Mount mount : mounts) {
                folders.add(new MountedFolder(mount, Folder.open(mount.directory())));
            }
            isDone = true;
            return new MountedFolders(folders);
        } finally {
            if (!isDone) {
                folders.forEach(MountedFolders::close);
            }
        }
    }

    List<MountedFolder> all() {
        return folders;
    }

    /** One more file or listing. */
    void take() throws WasiError {
        if (!open.tryAcquire()) {
            throw new WasiError(Errno.NFILE);
        }
    }

    void giveBack() {
        open.release();
    }

    /** Files and listings that instances hold open now. */
    public int inUse() {
        return MAX_OPEN - open.availablePermits();
    }

    @Override
    public void close() {
        folders.forEach(MountedFolders::close);
    }

    private static void close(MountedFolder folder) {
        try {
            folder.root().close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", folder.mount().directory())
                    .setCause(e)
                    .log("a granted directory could not be let go");
        }
    }
}
