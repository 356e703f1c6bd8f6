package io.mortise.source;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Copies the files of a listing, no more bytes than were listed. One thread. */
final class TreeCopy {
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    /** @throws TreeChanged when a file has another size than it was listed with */
    void copy(Folder from, Tree tree, Path to) throws IOException {
        copy(from, tree.entries(), "", to);
    }

    private void copy(Folder from, List<Tree.Entry> entries, String prefix, Path to) throws IOException {
        for (Tree.Entry entry : entries) {
            Path target = to.resolve(entry.name());
            if (!entry.isDirectory()) {
                copyFile(from, entry, prefix + entry.name(), target);
            } else if (entry.holdsFiles()) {
                Files.createDirectory(target, ReadOnly.openDirectory(to));
                try (Folder inner = from.folder(entry.name())) {
                    copy(inner, entry.children(), prefix + entry.name() + '/', target);
                }
            }
        }
    }

    private void copyFile(Folder from, Tree.Entry entry, String path, Path target) throws IOException {
        Stat stat = entry.stat();
        try (SeekableByteChannel in = read(from, entry.name(), path);
                SeekableByteChannel out = Files.newByteChannel(
                        target, Set.of(CREATE_NEW, WRITE), ReadOnly.file(target, stat.isExecutable()))) {
            long copied = 0;
            while (copied <= stat.size() && in.read(buffer.clear()) >= 0) {
                copied += buffer.flip().remaining();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            if (copied != stat.size()) {
                throw new TreeChanged(path + " changed its size while it was copied");
            }
        }
    }

    private static SeekableByteChannel read(Folder from, String name, String path) throws IOException {
        try {
            return from.read(name);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(path);
        }
    }
}
