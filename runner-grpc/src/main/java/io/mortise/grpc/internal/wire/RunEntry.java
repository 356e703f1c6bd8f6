package io.mortise.grpc.internal.wire;

import io.mortise.grpc.internal.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The private directory of one started process: its sockets, its TMPDIR, and the record by which a later host finds
 * what a killed one left behind. The record stays locked while this host lives.
 */
public final class RunEntry implements AutoCloseable {
    static final String PREFIX = "p-";
    static final String RECORD = "owner";

    private final Path directory;
    private final Path sockets;
    private final FileChannel record;

    private RunEntry(Path directory, Path sockets, FileChannel record) {
        this.directory = directory;
        this.sockets = sockets;
        this.record = record;
    }

    /** Makes a fresh one inside {@code run}. */
    public static RunEntry create(Path run) {
        try {
            PrivateDirectory.ensure(run);
            // made and locked under another name first: a sweep must never see it unlocked
            Path making = PrivateDirectory.create(run, "new-");
            FileChannel record = FileChannel.open(
                    making.resolve(RECORD),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            record.lock();
            Path directory = run.resolve(making.getFileName().toString().replaceFirst("new-", PREFIX));
            Files.move(making, directory, StandardCopyOption.ATOMIC_MOVE);
            var entry = new RunEntry(directory, PrivateDirectory.shortEnough(directory), record);
            entry.write("");
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For every socket of this process, 0700; short enough for a socket path. */
    public Path sockets() {
        return sockets;
    }

    /** Makes and gives the TMPDIR of a process that has none of its own; gone with the entry. */
    Path temporary() {
        try {
            return Files.createDirectory(sockets.resolve("t"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says which process this is for. */
    void record(ProcessIdentity process) throws IOException {
        write(process.pid() + "\n" + process.started() + "\n"
                + ProcessIdentity.executable(process.pid()).orElse("") + "\n");
    }

    private void write(String process) throws IOException {
        byte[] text = (sockets + "\n" + process).getBytes(StandardCharsets.UTF_8);
        record.truncate(0);
        record.write(ByteBuffer.wrap(text), 0);
    }

    /** Removes everything, sockets that a crash left included. */
    @Override
    public void close() {
        PrivateDirectory.delete(sockets);
        PrivateDirectory.delete(directory);
        try {
            record.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
