package io.mortise.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One entry as the central directory tells it (APPNOTE.TXT 4.3.12).
 *
 * @param path without a directory's trailing slash; with U+FFFD where the name is no text
 * @param packed bytes in the archive
 * @param size bytes unpacked
 * @param offset of its local header
 * @param attributes external; the upper half are Unix mode bits
 */
record ZipEntry(
        String path,
        byte[] name,
        int flags,
        int method,
        long crc,
        long packed,
        long size,
        long offset,
        long attributes,
        boolean isZip64) {
    static final int SIGNATURE = 0x02014b50;
    static final int FIXED_BYTES = 46;
    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int HAS_DESCRIPTOR = 1 << 3;
    private static final int UTF8 = 1 << 11;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int DEFLATE_LEVEL = 0b110;
    private static final int KNOWN = ENCRYPTED | DEFLATE_LEVEL | HAS_DESCRIPTOR | UTF8;
    private static final int DOS_DIRECTORY = 0x10;
    private static final long SENTINEL = 0xFFFF_FFFFL;

    /** Behind its signature. @throws java.nio.BufferUnderflowException when the directory ends inside the entry */
    static ZipEntry read(ByteBuffer in) {
        in.getInt(); // both versions
        int flags = ZipBytes.u16(in);
        int method = ZipBytes.u16(in);
        in.getInt(); // time and date
        long crc = ZipBytes.u32(in);
        long packed = ZipBytes.u32(in);
        long size = ZipBytes.u32(in);
        int nameLength = ZipBytes.u16(in);
        int extraLength = ZipBytes.u16(in);
        int commentLength = ZipBytes.u16(in);
        int disk = ZipBytes.u16(in);
        in.getShort();
        long attributes = ZipBytes.u32(in);
        long offset = ZipBytes.u32(in);
        byte[] name = ZipBytes.bytes(in, nameLength);
        boolean isZip64 = ZipBytes.hasZip64(ZipBytes.bytes(in, extraLength))
                || disk != 0
                || packed == SENTINEL
                || size == SENTINEL
                || offset == SENTINEL;
        ZipBytes.bytes(in, commentLength);
        return new ZipEntry(
                pathOf(name, (flags & UTF8) != 0), name, flags, method, crc, packed, size, offset, attributes, isZip64);
    }

    boolean isDirectory() {
        return name.length > 0 && name[name.length - 1] == '/';
    }

    boolean hasDescriptor() {
        return (flags & HAS_DESCRIPTOR) != 0;
    }

    boolean isExecutable() {
        return (mode() & 0100) != 0;
    }

    /** What forbids it, whatever its path; empty when nothing does. */
    String problem() {
        if ((flags & ENCRYPTED) != 0) {
            return "is encrypted";
        }
        if ((flags & ~KNOWN) != 0) {
            return "uses a feature that is not taken (flags 0x" + Integer.toHexString(flags) + ')';
        }
        if (method != STORED && method != DEFLATED) {
            return "is packed by method " + method + ", only stored (0) and deflated (8) are taken";
        }
        if (isZip64) {
            return "uses ZIP64 or several disks, which nothing within the caps needs";
        }
        if (method == STORED && packed != size) {
            return "is stored in " + packed + " bytes and says to have " + size;
        }
        return typeProblem();
    }

    private String typeProblem() {
        Stat.Type type = Stat.Type.ofMode(mode());
        boolean isTyped = (mode() & 0xF000) != 0;
        if (isTyped && type != Stat.Type.FILE && type != Stat.Type.DIRECTORY) {
            return "is " + type.words() + ", only regular files and directories are taken";
        }
        boolean saysDirectory = (isTyped && type == Stat.Type.DIRECTORY) || (attributes & DOS_DIRECTORY) != 0;
        if (isDirectory() ? (isTyped && type == Stat.Type.FILE) || size != 0 : saysDirectory) {
            return "is a directory by its name or its attributes only; they must agree";
        }
        return (mode() & 06000) == 0 || isDirectory() ? "" : "is set-user-id or set-group-id; take the bit away";
    }

    private int mode() {
        return (int) (attributes >>> 16);
    }

    private static String pathOf(byte[] name, boolean isUtf8) {
        int length = name.length > 0 && name[name.length - 1] == '/' ? name.length - 1 : name.length;
        try {
            return (isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            // Tools disagree on what such a name means. The mark makes the path rules refuse it.
            return new String(name, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
