package io.mortise.source;

import io.mortise.api.BundleCaps;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory, the only list of entries that is believed. It must end where the end record begins, and the
 * end record must end the file: nothing can be hidden where another reader would look first.
 *
 * @param offset where it begins, which is where the last entry must end
 */
record ZipIndex(List<ZipEntry> entries, long offset) {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    /** Of the directory, for each entry allowed: name, extra field and comment. */
    private static final long BYTES_PER_ENTRY = 2_048;

    ZipIndex {
        entries = List.copyOf(entries);
    }

    /** The end record (APPNOTE.TXT 4.3.16). */
    private record End(int disks, int here, int count, long bytes, long offset, int comment) {
        static End read(ByteBuffer in) {
            return new End(
                    ZipBytes.u16(in) + ZipBytes.u16(in),
                    ZipBytes.u16(in),
                    ZipBytes.u16(in),
                    ZipBytes.u32(in),
                    ZipBytes.u32(in),
                    ZipBytes.u16(in));
        }

        String problem(long archiveSize, BundleCaps caps) {
            if (count == 0xFFFF || bytes == 0xFFFF_FFFFL || offset == 0xFFFF_FFFFL || disks != 0 || here != count) {
                return "is a ZIP64 or multi-disk archive, which nothing within the caps needs";
            }
            if (comment != 0) {
                return "has an archive comment, which other readers could take for an end record";
            }
            if (count > caps.entries()) {
                return "has " + count + " entries, at most " + caps.entries() + " are allowed";
            }
            long most = caps.entries() * BYTES_PER_ENTRY;
            if (bytes > most) {
                return "its directory has " + bytes + " bytes, at most " + most + " are allowed";
            }
            if (offset + bytes != archiveSize - END_BYTES) {
                return "its directory of " + bytes + " bytes at " + offset
                        + " does not end where the end record begins";
            }
            return "";
        }
    }

    /** @throws io.mortise.api.error.PluginException BAD_BUNDLE when there is no directory to go by */
    static ZipIndex read(ZipBytes archive, BundleCaps caps, String name) throws IOException {
        if (archive.size() < END_BYTES) {
            throw Problems.single(name, "has " + archive.size() + " bytes and is no ZIP archive");
        }
        ByteBuffer tail = archive.at(archive.size() - END_BYTES, END_BYTES);
        if (tail.getInt() != END_SIGNATURE) {
            throw Problems.single(
                    name, "its last 22 bytes are no ZIP end record: cut off, no ZIP, or bytes or a comment behind it");
        }
        End end = End.read(tail);
        String problem = end.problem(archive.size(), caps);
        if (!problem.isEmpty()) {
            throw Problems.single(name, problem);
        }
        return new ZipIndex(entries(archive.at(end.offset, (int) end.bytes), end.count, name), end.offset);
    }

    private static List<ZipEntry> entries(ByteBuffer directory, int count, String name) {
        List<ZipEntry> entries = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                if (directory.getInt() != ZipEntry.SIGNATURE) {
                    throw Problems.single(name, "entry " + (i + 1) + " of its directory has no signature");
                }
                entries.add(ZipEntry.read(directory));
            }
        } catch (BufferUnderflowException e) {
            throw Problems.single(name, "its directory ends inside entry " + (entries.size() + 1))
                    .causedBy(e);
        }
        if (directory.hasRemaining()) {
            throw Problems.single(name, "its directory has " + directory.remaining() + " bytes behind its last entry");
        }
        return entries;
    }
}
