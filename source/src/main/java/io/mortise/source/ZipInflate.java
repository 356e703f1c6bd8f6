package io.mortise.source;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Writes the data of entries, never more than the directory says, and checks that they are those meant. One thread. */
final class ZipInflate {
    private final ZipBytes archive;
    private final Problems problems;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private final ByteBuffer out = ByteBuffer.allocate(64 * 1024);

    ZipInflate(ZipBytes archive, Problems problems) {
        this.archive = archive;
        this.problems = problems;
    }

    void write(ZipLayout.Placed placed, Path file) throws IOException {
        ZipEntry entry = placed.entry();
        archive.file().position(placed.start());
        try (SeekableByteChannel target =
                Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), ReadOnly.file(file, entry.isExecutable()))) {
            String problem = entry.method() == ZipEntry.STORED ? copy(entry, target) : inflate(entry, target);
            if (!problem.isEmpty()) {
                problems.add(entry.path(), problem);
            }
        }
    }

    private String copy(ZipEntry entry, SeekableByteChannel target) throws IOException {
        CRC32 crc = new CRC32();
        for (long left = entry.packed(); left > 0; left -= out.capacity()) {
            archive.fill(out.clear().limit((int) Math.min(out.capacity(), left)));
            write(target, crc);
        }
        return checksum(entry, crc);
    }

    private String inflate(ZipEntry entry, SeekableByteChannel target) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            CRC32 crc = new CRC32();
            long left = entry.packed();
            while (!inflater.finished()) {
                if (inflater.needsInput() && left > 0) {
                    in.clear().limit((int) Math.min(in.capacity(), left));
                    left -= in.remaining();
                    archive.fill(in);
                    inflater.setInput(in.flip());
                }
                int made = inflater.inflate(out.clear());
                if (inflater.getBytesWritten() > entry.size()) {
                    return "unpacks to more than the " + entry.size() + " bytes that were said";
                }
                write(target, crc);
                if (made == 0 && !inflater.finished() && (left == 0 || inflater.needsDictionary())) {
                    return "its packed data end early";
                }
            }
            if (inflater.getBytesRead() != entry.packed() || inflater.getBytesWritten() != entry.size()) {
                return "unpacks " + inflater.getBytesRead() + " bytes to " + inflater.getBytesWritten() + ", said were "
                        + entry.packed() + " and " + entry.size();
            }
            return checksum(entry, crc);
        } catch (DataFormatException e) {
            return "its packed data are damaged: " + e.getMessage();
        } finally {
            inflater.end();
        }
    }

    private void write(SeekableByteChannel target, CRC32 crc) throws IOException {
        out.flip();
        crc.update(out.duplicate());
        while (out.hasRemaining()) {
            target.write(out);
        }
    }

    private static String checksum(ZipEntry entry, CRC32 crc) {
        return crc.getValue() == entry.crc() ? "" : "its data are damaged: the checksum differs";
    }
}
