package io.mortise.grpc.internal.wire;

import io.mortise.grpc.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends and removes what a killed host left in its run directory.
 *
 * <p>Only entries that belong to this user and that nobody holds locked; a process is killed only when pid, start and
 * executable are those of the record.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private Sweep() {}

    /** Looks through {@code run}; an entry that cannot be read is logged and left. */
    public static void clean(Path run) {
        if (!Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run, RunEntry.PREFIX + "*")) {
            for (Path entry : entries) {
                cleanOne(entry, run);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", run).setCause(e).log("a run directory could not be swept");
        }
    }

    private static void cleanOne(Path entry, Path run) {
        Path record = entry.resolve(RunEntry.RECORD);
        try {
            boolean ours = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(run));
            if (ours && Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS)) {
                try (FileChannel channel = FileChannel.open(record, StandardOpenOption.READ, StandardOpenOption.WRITE);
                        FileLock lock = channel.tryLock()) {
                    if (lock != null) {
                        remove(entry, Files.readAllLines(record));
                    }
                }
            }
        } catch (OverlappingFileLockException e) {
            return; // held by this very JVM: alive
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("entry", entry).setCause(e).log("a run entry could not be swept");
        }
    }

    private static void remove(Path entry, List<String> record) {
        if (record.size() >= 4) {
            kill(record);
        }
        if (!record.isEmpty()) {
            Path sockets = Path.of(record.get(0));
            // elsewhere only in the form we make it: the record is a file, and files can be damaged
            if (sockets.startsWith(entry) || sockets.getFileName().toString().matches("mortise-[0-9a-f]{16}")) {
                PrivateDirectory.delete(sockets);
            }
        }
        PrivateDirectory.delete(entry);
    }

    private static void kill(List<String> record) {
        try {
            var process = new ProcessIdentity(Long.parseLong(record.get(1)), record.get(2));
            String executable = record.get(3);
            boolean same = process.isAlive()
                    && !executable.isEmpty()
                    && ProcessIdentity.executable(process.pid())
                            .filter(executable::equals)
                            .isPresent();
            if (same) {
                LOG.atWarn().addKeyValue("pid", process.pid()).log("killed a plugin process that a dead host left");
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (NumberFormatException e) {
            LOG.atWarn().setCause(e).log("a run record names no pid");
        }
    }
}
