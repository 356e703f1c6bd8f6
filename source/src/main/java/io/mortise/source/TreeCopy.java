package io.mortise.source;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Copies the files of a listing, no more bytes than were listed. One thread. */
final class TreeCopy {
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    /** @throws TreeChanged when a file has another size than it was listed with */
    void copy(Folder from, Tree tree, Path to) throws IOException {
        copy(from, tree.entries(), to);
    }

    private void copy(Folder from, List<Tree.Entry> entries, Path to) throws IOException {
        for (Tree.Entry entry : entries) {
            Path target = to.resolve(entry.name());
            if (!entry.isDirectory()) {
                copyFile(from, entry, target);
            } else if (entry.holdsFiles()) {
                Files.createDirectory(target, ReadOnly.openDirectory(to));
                try (Folder inner = from.folder(entry.name())) {
                    copy(inner, entry.children(), target);
                }
            }
        }
    }

    private void copyFile(Folder from, Tree.Entry entry, Path target) throws IOException {
        Stat stat = entry.stat();
        try (SeekableByteChannel in = from.read(entry.name());
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
                throw new TreeChanged(entry.name() + " changed its size while it was copied");
            }
        }
    }
}
