package io.mortise.manager.internal.audit;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is appended to and, when it is full, becomes {@code NAME.1}, the one before it {@code NAME.2}, and so on;
 * the oldest is deleted. All are the owner's only. One thread.
 */
final class RotatingFile {
    private final Path file;
    private final long fileBytes;
    private final int older;
    private Optional<FileChannel> open = Optional.empty();

    /**
     * @param fileBytes of one file; a longer write has a file of its own
     * @param older how many full ones are kept
     */
    RotatingFile(Path file, long fileBytes, int older) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.older = older;
    }

    private FileChannel channel() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(FileChannel.open(file, Set.of(CREATE, WRITE, APPEND), ownerOnly()));
        }
        return open.get();
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Appends whole lines, or nothing; the first makes the file. */
    void append(byte[] lines) throws IOException {
        if (channel().size() > 0 && channel().size() + lines.length > fileBytes) {
            rotate();
        }
        FileChannel channel = channel();
        long before = channel.size();
        ByteBuffer left = ByteBuffer.wrap(lines);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException e) {
            // Half a line on a full disk would spoil the next one.
            channel.truncate(before);
            throw e;
        }
    }

    private void rotate() throws IOException {
        close();
        for (int i = older; i > 1; i--) {
            move(numbered(i - 1), numbered(i));
        }
        move(file, numbered(1));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // Not so many were filled yet, or somebody took it away: there is nothing to keep.
            return;
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    void close() throws IOException {
        Optional<FileChannel> last = open;
        open = Optional.empty();
        if (last.isPresent()) {
            last.get().close();
        }
    }
}
