package io.mortise.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the data of each entry lie. Local headers must say what the directory says, and the entries must fill the file
 * from its first byte to the directory without gap or overlap. One thread, one archive.
 */
final class ZipLayout {
    private static final int SIGNATURE = 0x04034b50;
    private static final int FIXED_BYTES = 30;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

    private final ZipBytes archive;
    private final Problems problems;
    private final List<Placed> placed = new ArrayList<>();

    /**
     * An entry and where it is.
     *
     * @param start of its packed data
     */
    record Placed(ZipEntry entry, long start) {}

    /** A local header (APPNOTE.TXT 4.3.7). */
    private record Local(int flags, int method, long crc, long packed, long size, int nameLength, int extraLength) {
        static Local read(ByteBuffer in) {
            in.getShort();
            int flags = ZipBytes.u16(in);
            int method = ZipBytes.u16(in);
            in.getInt();
            return new Local(
                    flags,
                    method,
                    ZipBytes.u32(in),
                    ZipBytes.u32(in),
                    ZipBytes.u32(in),
                    ZipBytes.u16(in),
                    ZipBytes.u16(in));
        }

        boolean agreesWith(ZipEntry entry) {
            return flags == entry.flags()
                    && method == entry.method()
                    && agrees(entry, crc, entry.crc())
                    && agrees(entry, packed, entry.packed())
                    && agrees(entry, size, entry.size());
        }

        /** A streamed entry may leave a field 0 and say it behind the data. */
        private static boolean agrees(ZipEntry entry, long local, long central) {
            return local == central || (local == 0 && entry.hasDescriptor());
        }
    }

    private ZipLayout(ZipBytes archive, Problems problems) {
        this.archive = archive;
        this.problems = problems;
    }

    /** All entries in order of their data; incomplete when there are problems. */
    static List<Placed> check(ZipBytes archive, ZipIndex index, Problems problems) throws IOException {
        ZipLayout layout = new ZipLayout(archive, problems);
        List<ZipEntry> byOffset = index.entries().stream()
                .sorted(Comparator.comparingLong(ZipEntry::offset))
                .toList();
        long first = byOffset.isEmpty() ? index.offset() : byOffset.get(0).offset();
        if (first != 0) {
            problems.add("", "has " + first + " bytes before its first entry");
        }
        for (int i = 0; i < byOffset.size(); i++) {
            long end = i + 1 < byOffset.size() ? byOffset.get(i + 1).offset() : index.offset();
            layout.check(byOffset.get(i), end);
        }
        return layout.placed;
    }

    private void check(ZipEntry entry, long end) throws IOException {
        try {
            ByteBuffer header = archive.at(entry.offset(), FIXED_BYTES);
            if (header.getInt() != SIGNATURE) {
                problems.add(entry.path(), "has no local header at " + entry.offset());
                return;
            }
            Local local = Local.read(header);
            ByteBuffer rest = archive.at(entry.offset() + FIXED_BYTES, local.nameLength + local.extraLength);
            byte[] name = ZipBytes.bytes(rest, local.nameLength);
            if (!local.agreesWith(entry)
                    || !Arrays.equals(name, entry.name())
                    || ZipBytes.hasZip64(ZipBytes.bytes(rest, local.extraLength))) {
                problems.add(entry.path(), "its local header says something else than the directory");
                return;
            }
            checkExtent(entry, entry.offset() + FIXED_BYTES + local.nameLength + local.extraLength, end);
        } catch (EOFException e) {
            problems.add(entry.path(), "its local header or data lie outside the archive");
        }
    }

    private void checkExtent(ZipEntry entry, long start, long end) throws IOException {
        long dataEnd = start + entry.packed();
        if (dataEnd > end) {
            problems.add(entry.path(), "its data overlap what follows them in the archive");
        } else if (!entry.hasDescriptor() && dataEnd < end) {
            problems.add(entry.path(), "has " + (end - dataEnd) + " bytes behind its data that belong to nothing");
        } else if (entry.hasDescriptor() && !describes(entry, dataEnd, end - dataEnd)) {
            problems.add(entry.path(), "what follows its data says something else than the directory");
        } else {
            placed.add(new Placed(entry, start));
        }
    }

    private boolean describes(ZipEntry entry, long position, long length) throws IOException {
        if (length != 12 && length != 16) {
            return false;
        }
        ByteBuffer descriptor = archive.at(position, (int) length);
        return (length == 12 || descriptor.getInt() == DESCRIPTOR_SIGNATURE)
                && ZipBytes.u32(descriptor) == entry.crc()
                && ZipBytes.u32(descriptor) == entry.packed()
                && ZipBytes.u32(descriptor) == entry.size();
    }
}
