package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes archives byte by byte, right or wrong, as no library would. */
final class RawZip {
    // Offsets of fields: in a local header, in a central one, in the end record.
    static final int LOCAL_FLAGS = 6;
    static final int LOCAL_CRC = 14;
    static final int LOCAL_SIZE = 22;
    static final int LOCAL_NAME = 30;
    static final int FLAGS = 8;
    static final int METHOD = 10;
    static final int CRC = 16;
    static final int PACKED = 20;
    static final int SIZE = 24;
    static final int DISK = 34;
    static final int OFFSET = 42;
    static final int END_ENTRIES = 10;
    static final int END_OFFSET = 16;
    static final int END_COMMENT = 20;

    private final ByteArrayOutputStream locals = new ByteArrayOutputStream();
    private final ByteArrayOutputStream centrals = new ByteArrayOutputStream();
    private final List<Integer> localAt = new ArrayList<>();
    private final List<Integer> centralAt = new ArrayList<>();
    private final List<Runnable> patches = new ArrayList<>();
    private byte[] bytes = {};
    private byte[] extra = {};
    private boolean streamed;

    /** What follows has its sizes behind its data. */
    RawZip streaming() {
        streamed = true;
        return this;
    }

    /** What follows has this extra field. */
    RawZip extra(int... fields) {
        ByteBuffer buffer = buffer(fields.length * 2);
        for (int field : fields) {
            buffer.putShort((short) field);
        }
        extra = buffer.array();
        return this;
    }

    RawZip file(String name, String text) {
        return entry(name, text.getBytes(UTF_8), 0, 0);
    }

    RawZip deflated(String name, byte[] data) {
        return entry(name, data, 8, 0);
    }

    /** @param mode Unix mode with its type bits; 0 = made on another system */
    RawZip entry(String name, byte[] data, int method, int mode) {
        byte[] packed = method == 8 ? deflate(data) : data;
        CRC32 crc = new CRC32();
        crc.update(data);
        int flags = (isAscii(name) ? 0 : 1 << 11) | (streamed ? 1 << 3 : 0);
        byte[] nameBytes = name.getBytes(UTF_8);
        int offset = locals.size();
        localAt.add(offset);
        centralAt.add(centrals.size());
        int said = streamed ? 0 : 1;
        put(
                locals,
                buffer(30)
                        .putInt(0x04034b50)
                        .putShort((short) 20)
                        .putShort((short) flags)
                        .putShort((short) method)
                        .putInt(0)
                        .putInt((int) crc.getValue() * said)
                        .putInt(packed.length * said)
                        .putInt(data.length * said)
                        .putShort((short) nameBytes.length)
                        .putShort((short) extra.length));
        locals.writeBytes(nameBytes);
        locals.writeBytes(extra);
        locals.writeBytes(packed);
        if (streamed) {
            put(
                    locals,
                    buffer(16)
                            .putInt(0x08074b50)
                            .putInt((int) crc.getValue())
                            .putInt(packed.length)
                            .putInt(data.length));
        }
        put(
                centrals,
                buffer(46)
                        .putInt(0x02014b50)
                        .putShort((short) (3 << 8 | 20))
                        .putShort((short) 20)
                        .putShort((short) flags)
                        .putShort((short) method)
                        .putInt(0)
                        .putInt((int) crc.getValue())
                        .putInt(packed.length)
                        .putInt(data.length)
                        .putShort((short) nameBytes.length)
                        .putShort((short) extra.length)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(mode << 16)
                        .putInt(offset));
        centrals.writeBytes(nameBytes);
        centrals.writeBytes(extra);
        return this;
    }

    RawZip patchLocal(int entry, int field, int value, int width) {
        patches.add(() -> patch(localAt.get(entry) + field, value, width));
        return this;
    }

    RawZip patchCentral(int entry, int field, int value, int width) {
        patches.add(() -> patch(locals.size() + centralAt.get(entry) + field, value, width));
        return this;
    }

    RawZip patchEnd(int field, int value, int width) {
        patches.add(() -> patch(locals.size() + centrals.size() + field, value, width));
        return this;
    }

    /** Bytes between two parts that no record speaks of. */
    RawZip junk(int count) {
        locals.writeBytes(new byte[count]);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(locals.toByteArray());
        all.writeBytes(centrals.toByteArray());
        put(
                all,
                buffer(22)
                        .putInt(0x06054b50)
                        .putInt(0)
                        .putShort((short) centralAt.size())
                        .putShort((short) centralAt.size())
                        .putInt(centrals.size())
                        .putInt(locals.size())
                        .putShort((short) 0));
        bytes = all.toByteArray();
        patches.forEach(Runnable::run);
        return bytes;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void patch(int position, int value, int width) {
        for (int i = 0; i < width; i++) {
            bytes[position + i] = (byte) (value >>> 8 * i);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(data);
        deflater.finish();
        byte[] out = new byte[data.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteArrayOutputStream out, ByteBuffer buffer) {
        out.writeBytes(buffer.array());
    }
}
